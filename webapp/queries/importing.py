"""What an import looks at: everybody who is there, and the files that wait."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Person, Role, Upload
from webapp.people_file import Known, Record
from webapp.queries.rows import AnyRow, Rows
from webapp.queries.signing_in import Me
from webapp.units import Tree


def list_known(session: Session, tree: Tree) -> list[Known]:
    """Everybody, closed accounts too, as HR's list knows them."""
    rows = session.execute(
        select(
            Person.id,
            Person.email,
            Person.name,
            Person.unit_id,
            Person.manager_id,
            Person.level,
            Person.starts_on,
            Person.leaves_on,
            Person.active,
            Person.is_leader,
            Person.is_manager,
            Person.is_author,
            Person.is_admin,
        )
    ).all()
    email_of = {row.id: row.email for row in rows}
    return [Known(row.id, row.email, _record(row, tree, email_of)) for row in rows]


def _record(row: AnyRow, tree: Tree, email_of: dict[int, str]) -> Record:
    held = zip(Role, (row.is_leader, row.is_manager, row.is_author, row.is_admin), strict=True)
    return Record(
        name=row.name,
        unit=tree.by_id[row.unit_id].path if row.unit_id is not None else (),
        manager=email_of[row.manager_id] if row.manager_id is not None else "",
        level=row.level,
        starts_on=row.starts_on,
        leaves_on=row.leaves_on,
        active=row.active,
        roles=frozenset(role for role, has_it in held if has_it),
    )


def get_own_upload(session: Session, me: Me, upload_id: int) -> Upload | None:
    """A file that this person has sent, with its bytes."""
    return session.scalars(select(Upload).where(Upload.id == upload_id, Upload.person_id == me.id)).one_or_none()


def get_own_progress(session: Session, me: Me, upload_id: int) -> AnyRow | None:
    """How far the import of a file is."""
    return session.execute(
        select(Upload.id, Upload.state, Upload.step, Upload.worked_at, Upload.result).where(
            Upload.id == upload_id, Upload.person_id == me.id
        )
    ).one_or_none()


def list_own_uploads(session: Session, me: Me) -> Rows:
    """The newest files this person has sent."""
    return session.execute(
        select(Upload.id, Upload.name, Upload.state, Upload.uploaded_at, Upload.result)
        .where(Upload.person_id == me.id)
        .order_by(Upload.id.desc())
        .limit(5)
    ).all()
