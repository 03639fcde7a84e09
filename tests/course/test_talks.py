"""The suggested talks: their days, what the manager is asked to do, and what they are about."""

from datetime import date

import pytest

from course import files
from course.compile import Course, compile_course
from course.progress import State
from course.talks import Progress, expected_now, modules_at_hand, plain, sort_advice, suggested_talks, talk_on
from tests.webapp import nordby

MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def course() -> Course:
    return compile_course(nordby.COURSE, nordby.files())[0]


def test_what_is_written_for_one_day_is_one_talk(course: Course) -> None:
    (talk,) = suggested_talks(course)
    assert (talk.id, talk.number, talk.day) == ("dag-14", 1, 14)
    assert talk.items == ("Hvad har overrasket dig?",)
    assert talk.for_manager == ("Spørg, hvad du kan gøre lettere.",)


@pytest.mark.parametrize(("day", "expected"), [(0, 2), (4, 6), (5, 9), (6, 9), (7, 9)])
def test_a_talk_on_a_weekend_waits_until_monday(day: int, expected: int) -> None:
    assert talk_on(MONDAY, day) == date(2026, 3, expected)


def test_a_talk_on_a_public_holiday_waits_until_a_working_day() -> None:
    assert talk_on(date(2026, 3, 19), 14) == date(2026, 4, 7)  # Maundy Thursday and all of Easter


def test_a_managers_items_are_sorted_by_what_they_ask_of_her() -> None:
    items = ("Sig tak.", "Spørg: hvad?", "Lyt efter tvivl.", "Begynd med at spørge om ugen.", "Spørgsmål er gode.")
    advice = sort_advice(items)
    assert advice.ask == ("Spørg: hvad?", "Begynd med at spørge om ugen.")
    assert advice.listen == ("Lyt efter tvivl.",)
    assert advice.more == ("Sig tak.", "Spørgsmål er gode.")


def test_the_words_of_an_item_are_without_marks_and_explanations() -> None:
    html = (
        '<strong>Hold</strong> <button type="button" class="term" popovertarget="a">Kursen</button>'
        '<span popover id="a" class="term-text"><strong>Kurs</strong> Den retning</span> &amp; vent'
    )
    assert plain(html) == "Hold Kursen & vent"


def test_a_talk_is_about_what_was_completed_since_the_last_one_and_what_is_under_way(course: Course) -> None:
    done, now = State.COMPLETED, State.NOT_STARTED
    progress = [Progress("aftaler", done, MONDAY), Progress("moeder", now, None), Progress("bro", now, None)]

    def ids(since: date | None) -> list[str]:
        return [module.id for module in modules_at_hand(course, nordby.CHIEF, progress, since)]

    assert ids(None) == ["aftaler", "moeder"]
    assert ids(MONDAY) == ["aftaler", "moeder"]
    assert ids(date(2026, 3, 9)) == ["moeder"]


def test_each_expectation_is_named_once_and_for_the_level(course: Course) -> None:
    modules = course.modules_for(nordby.TEAM)
    expected = expected_now(course, nordby.TEAM, modules)
    assert {module: [each.id for each in found] for module, found in expected.items()} == {
        "aftaler": ["drift-alle", "drift-team"]
    }


@pytest.mark.parametrize("name", files.list_courses(files.root()))
def test_every_talk_of_a_shipped_course_gives_the_manager_three_questions_and_something_to_listen_for(
    name: str,
) -> None:
    course, _ = compile_course(name, files.read_course(files.root(), name))
    talks = suggested_talks(course)
    assert [talk.day for talk in talks] == [14, 45, 100]
    for talk in talks:
        advice = sort_advice(talk.for_manager)
        assert len(advice.ask) >= 3, talk.id
        assert advice.listen, talk.id
        assert advice.more, talk.id
        assert len(talk.items) >= 3, talk.id
