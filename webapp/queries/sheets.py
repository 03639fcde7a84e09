"""A leader's talk sheet: hers alone, but for the copy she has handed over."""

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from webapp.models import Enrolment, Person, Share, TalkLine, TalkSheet
from webapp.queries.learning import own_id
from webapp.queries.rows import AnyRow, Rows
from webapp.queries.signing_in import Me

SHEET = "talk sheet"
"""What a share names as its item when it is a copy of the talk sheet; no prompt's id holds a space."""


def list_lines_of_own(session: Session, me: Me, enrolment_id: int) -> Rows:
    """Her lines in their order."""
    return session.execute(
        select(TalkLine.id, TalkLine.text, TalkLine.source, TalkLine.key, TalkLine.picked, TalkLine.position)
        .where(TalkLine.enrolment_id.in_(own_id(me, enrolment_id)))
        .order_by(TalkLine.position, TalkLine.id)
    ).all()


def get_sheet_of_own(session: Session, me: Me, enrolment_id: int) -> AnyRow:
    """The sheet's version (None: never saved), and the copy that her manager can read now, if any."""
    return session.execute(
        select(
            TalkSheet.version,
            Share.id.label("share_id"),
            Share.text.label("shared_text"),
            Share.shared_at,
            Share.thanked_at,
            Person.name.label("shared_with"),
        )
        .select_from(Enrolment)
        .outerjoin(TalkSheet, TalkSheet.enrolment_id == Enrolment.id)
        .outerjoin(
            Share,
            and_(
                Share.enrolment_id == Enrolment.id,
                Share.item == SHEET,
                Share.withdrawn_at.is_(None),
                Share.to_id == me.manager_id,
            ),
        )
        .outerjoin(Person, Person.id == Share.to_id)
        .where(Enrolment.id.in_(own_id(me, enrolment_id)))
    ).one()


def sheet_text(lines: Sequence[AnyRow]) -> str:
    """The lines that are picked as one text: what is handed over, and what is compared with it."""
    return "\n".join(f"– {row.text.strip()}" for row in lines if row.picked and row.text.strip())
