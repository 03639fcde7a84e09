"""How the demo's leaders got where they are: modules begun and completed, questions answered."""

from datetime import datetime, timedelta
from zlib import crc32

from sqlalchemy import update
from sqlalchemy.orm import Session

from course.compile import Course
from course.progress import State
from course.quiz import Choice, Question, Verdict, mark, right_answer
from webapp import operations, queries
from webapp.demo.people import Journey
from webapp.models import Answer, Enrolment, EnrolmentState, ModuleState, Person


def travel(session: Session, course: Course, edition_id: int, person: Person, journey: Journey, now: datetime) -> None:
    """Enrol a person and bring her as far as her journey says."""
    starts_on = now.date() - timedelta(days=journey.days)
    enrolment = operations.enrol(session, person, course, journey.level, starts_on, by=None, now=now)
    if enrolment is None:
        return
    if journey.welcomed:
        enrolment.welcomed = True
        enrolment.from_below = True
    modules = course.modules_for(journey.level)
    for position, module in enumerate(modules[: journey.completed + journey.begun]):
        finished = position < journey.completed
        questions = [course.questions[id] for id in module.versions[journey.level].questions]
        for question in questions if finished else questions[:1]:
            _answer(
                session,
                enrolment,
                edition_id,
                module.id,
                question,
                chance=crc32(f"{person.email} {question.id}".encode()),
            )
        steps = module.versions[journey.level].steps
        due_on = starts_on + timedelta(days=course.due_days[module.id])
        values: dict[str, object] = {"state": State.UNDER_WAY, "step": steps[min(2, len(steps) - 1)].id}
        if finished:
            values = {
                "state": State.COMPLETED,
                "edition_id": edition_id,
                "completed_week": queries.monday(min(due_on, now.date()) - timedelta(days=2)),
            }
        session.execute(
            update(ModuleState)
            .where(ModuleState.enrolment_id == enrolment.id, ModuleState.module == module.id)
            .values(**values)
        )
    if journey.completed == len(modules):
        enrolment.state = EnrolmentState.COMPLETED
        enrolment.closed_on = queries.monday(now.date())


def _answer(
    session: Session, enrolment: Enrolment, edition_id: int, module: str, question: Question, *, chance: int
) -> None:
    """A right answer, now and then after a first try that was not.

    :param chance: any number; who gives the same one answers the same
    """
    right = right_answer(question, enrolment.level)
    tries = [right]
    if chance % 3 == 0 and isinstance(question.kind, Choice) and not question.many:
        wrong = [
            position
            for position in range(len(question.kind.options))
            if mark(question, enrolment.level, [position]) is Verdict.TRY_AGAIN
        ]
        tries = [(wrong[chance // 3 % len(wrong)],), right]
    for try_no, choice in enumerate(tries, start=1):
        session.add(
            Answer(
                enrolment_id=enrolment.id,
                module=module,
                question=question.id,
                try_no=try_no,
                edition_id=edition_id,
                digest=question.digest,
                choice=",".join(str(position) for position in choice),
                verdict=mark(question, enrolment.level, choice),
            )
        )
