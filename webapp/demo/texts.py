"""What the demo's leader has written, shared and gathered for a talk."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.compile import Course
from course.module import Prompt
from course.talks import plain, suggested_talks
from webapp import operations, queries
from webapp.models import Enrolment, MailKind, Person, PromptKind, Reflection, Share, Talk, TalkLine
from webapp.picking import item_key

PLAN_WHEN = "nogen står i døren med et hurtigt spørgsmål"
PLAN_THEN = "spørge, hvad de selv ville gøre, før jeg svarer."
REFLECTION = (
    "På mødet i tirsdags havde jeg svaret klar, før en kollega havde talt ud. Hun gik i stå. "
    "Bagefter kom hun med en bedre idé ude ved kaffemaskinen. Jeg vil prøve at tælle til fem."
)
TALK_LINES = (
    "Hvem ringer jeg til, når et skema vælter en fredag eftermiddag?",
    "Må jeg selv flytte timer mellem de to grupper, eller skal du høre om det først?",
)


def write_and_share(session: Session, course: Course, leader: Person, manager: Person, now: datetime) -> None:
    """Her first module's reflection stays private; its plan is shared with her manager."""
    enrolment = session.scalars(select(Enrolment).where(Enrolment.person_id == leader.id)).one()
    module = course.modules_for(enrolment.level)[0]
    for prompt in module.versions[enrolment.level].prompts:
        plan = prompt.kind == "intention"
        text, then_text = (PLAN_WHEN, PLAN_THEN) if plan else (REFLECTION, "")
        session.add(
            Reflection(
                enrolment_id=enrolment.id,
                module=module.id,
                item=prompt.id,
                kind=PromptKind(prompt.kind),
                text=text,
                then_text=then_text,
                version=1,
                ask_on=queries.monday(now.date()) if plan else None,
            )
        )
        if plan:
            shared = _share(enrolment, manager, module.id, prompt, text, then_text, now)
            session.add(shared)
            session.flush()
            operations.queue_mail(
                session,
                MailKind.SHARED,
                manager.id,
                reason=f"shared:{shared.id}",
                now=now,
                enrolment_id=enrolment.id,
                send_after=now,
            )


def hold_talk(session: Session, course: Course, leader: Person, manager: Person) -> None:
    """Her first talk has been held, and she has begun to gather for the next one."""
    enrolment = session.scalars(select(Enrolment).where(Enrolment.person_id == leader.id)).one()
    first, second = suggested_talks(course)[:2]
    held_week = queries.monday(first.on(enrolment.starts_on))
    session.add(Talk(enrolment_id=enrolment.id, talk=first.id, held_week=held_week, marked_by=manager.id))
    item = second.items[0]
    session.add_all(
        [
            TalkLine(
                enrolment_id=enrolment.id,
                position=0,
                text=plain(item),
                source=course.title,
                key=item_key(second.id, item),
            ),
            *(
                TalkLine(enrolment_id=enrolment.id, position=position, text=line)
                for position, line in enumerate(TALK_LINES, start=1)
            ),
        ]
    )


def _share(
    enrolment: Enrolment, manager: Person, module: str, prompt: Prompt, text: str, then_text: str, now: datetime
) -> Share:
    return Share(
        enrolment_id=enrolment.id,
        to_id=manager.id,
        module=module,
        item=prompt.id,
        kind=PromptKind(prompt.kind),
        prompt=prompt.plain,
        text=text,
        then_text=then_text,
        shared_at=now - timedelta(days=6),
    )
