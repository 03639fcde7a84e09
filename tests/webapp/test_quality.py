"""How the questions work: from first answers, five leaders at a time, without a name."""

import pytest
from sqlalchemy import update

from course.quiz import Verdict
from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database, Enrolled
from tests.webapp.nordby import COURSE
from webapp import queries
from webapp.models import Answer, Role

URL = f"/courses/{COURSE}/quality/"


def counts(db: Database) -> dict[tuple[str, str], int]:
    """(question, choice) -> how many, whatever the wording."""
    found: dict[tuple[str, str], int] = {}
    with db.writing() as session:
        for row in queries.count_first_answers(session, COURSE):
            found[row.question, row.choice] = found.get((row.question, row.choice), 0) + row.leaders
    return found


def answered(db: Database, number: int, choice: str = "1", verdict: Verdict = Verdict.RIGHT) -> list[Enrolled]:
    """So many leaders whose first answer was that."""
    those = [make.enrolment(db) for _ in range(number)]
    for on in those:
        make.answer(db, on, "svar", choice, verdict)
    return those


@both_databases
def test_only_whole_fives_of_leaders_are_counted(db: Database) -> None:
    expected = [{}, {}, {}, {}, {("svar", "1"): 5}, {("svar", "1"): 5}]
    for each in expected:
        answered(db, 1)
        assert counts(db) == each
    answered(db, 3, "0", Verdict.TRY_AGAIN)
    assert counts(db) == {("svar", "1"): 5}  # nine have answered: the last four say nothing yet
    answered(db, 1, "0", Verdict.TRY_AGAIN)
    assert counts(db) == {("svar", "1"): 6, ("svar", "0"): 4}


@both_databases
def test_only_the_first_answer_of_each_leader_counts(db: Database) -> None:
    those = answered(db, 5, "0", Verdict.TRY_AGAIN)
    for on in those:
        make.answer(db, on, "svar", "1", try_no=2)
    assert counts(db) == {("svar", "0"): 5}
    again = make.enrolment(db, those[0].leader, level=nordby.CHIEF)
    make.answer(db, again, "svar", "1")
    answered(db, 4)
    assert counts(db) == {("svar", "0"): 5}  # four others and one who counts already


@both_databases
def test_another_wording_is_counted_apart(db: Database, browse: Browse) -> None:
    answered(db, 4)
    make.publish(db, nordby.files(aftaler_quiz=nordby.AFTALER_QUIZ.replace("Hvad gør Lise?", "Hvad gør Lise først?")))
    answered(db, 4, "0", Verdict.TRY_AGAIN)
    assert counts(db) == {}
    answered(db, 1, "0", Verdict.TRY_AGAIN)
    assert counts(db) == {("svar", "0"): 5}
    db.run(update(Answer).where(Answer.choice == "0").values(digest="gammel-ordlyd"))
    page = browse(make.person(db, None, Role.AUTHOR)).get(URL)
    assert "Med en tidligere ordlyd: 0 af 5" in page.main.text


def test_the_page_shows_counts_and_remarks_and_no_names(db: Database, browse: Browse) -> None:
    people = world.build(db)
    answered(db, 9)
    page = browse(people.author).get(URL)
    text = page.main.text
    assert "10 af 10" in text
    assert "Næsten alle svarer rigtigt første gang" in text
    assert text.count("Ingen vælger det") == 2
    assert "Hvem?" in text  # the remark, without who
    assert people.leader.name not in page.html
    assert "Færre end 5" in text  # the other questions


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.ADMIN])
def test_hr_may_look(role: Role, db: Database, browse: Browse) -> None:
    browse(make.person(db, None, role)).get(URL)
    browse(make.person(db, None, role)).get("/courses/findes-ikke/quality/", 404)
