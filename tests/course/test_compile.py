from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.check import check_files
from course.compile import MAX_FILE, Course, compile_course
from course.module import Ask, Module, Part, Prompt, Reading, Together
from course.quiz import Choice, Text, texts_of
from tests.course.make import COURSE, FRAMEWORK, MODULE, QUIZ, compiled, course_of, files_of, question, where

FRAMEWORK_PATH, COURSE_PATH = "content/nordby/framework.md", "content/nordby/course.md"
MODULE_PATH, QUIZ_PATH = "content/nordby/aftaler.md", "quizzes/nordby/aftaler.md"


def faults(files: Mapping[str, bytes]) -> list[tuple[str, str, int]]:
    return [(each.path, each.id, each.line) for each in compile_course("nordby", files)[1]]


def test_a_course_is_compiled() -> None:
    course, problems = compile_course("nordby", files_of())
    assert problems == []
    assert (course.id, course.title, course.level_ids) == ("nordby", "Ny leder i Nordby", ("chef", "teamleder"))
    assert course.welcome.strip() == "<p>Velkommen.</p>"
    assert list(course.modules) == ["aftaler"]
    assert list(course.questions) == ["svar-0", "svar-1", "svar-2"]
    assert course.due_days == {"aftaler": 7}


def test_no_files_at_all_name_what_is_missing() -> None:
    assert faults({}) == [(COURSE_PATH, "F06", 1), (FRAMEWORK_PATH, "F06", 1)]


@pytest.mark.parametrize("path", [FRAMEWORK_PATH, COURSE_PATH])
def test_a_missing_file_is_named(path: str) -> None:
    files = files_of()
    del files[path]
    assert (path, "F06", 1) in faults(files)


def test_a_module_may_be_without_questions() -> None:
    files = files_of()
    del files[QUIZ_PATH]
    assert faults(files) == []


@pytest.mark.parametrize("data", [b"\xff\xfe\x00a", "Æ".encode("latin-1"), b"a" * (MAX_FILE + 1)])
def test_a_file_that_is_no_text_is_named(data: bytes) -> None:
    assert faults(files_of() | {"content/nordby/andet.md": data}) == [("content/nordby/andet.md", "F06", 1)]


def test_a_framework_in_the_wrong_encoding_is_told_once() -> None:
    data = FRAMEWORK.encode("latin-1")
    assert [each for each in faults(files_of() | {FRAMEWORK_PATH: data}) if each[0] == FRAMEWORK_PATH] == [
        (FRAMEWORK_PATH, "F06", 1)
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(end: str) -> None:
    files = {path: b"\xef\xbb\xbf" + data.replace(b"\n", end.encode()) for path, data in files_of().items()}
    course, problems = compile_course("nordby", files)
    assert problems == []
    assert course.modules == course_of().modules


def test_problems_have_the_same_line_whatever_the_line_ends() -> None:
    text = MODULE + "\n::: ukendt\n:::\n"
    (unix,) = faults(files_of(module=text))
    (windows,) = faults(files_of(module=text.replace("\n", "\r\n")))
    assert unix == windows
    assert unix[2] == text.split("\n").index("::: ukendt") + 1


@pytest.mark.parametrize(
    "path",
    [
        "content/andet/framework.md",
        "content/nordby/noter.txt",
        "README.md",
        "content/nordby/Stort Navn.md",
        "quizzes/nordby/aftale.md",
    ],
)
def test_a_file_that_does_not_belong_is_named(path: str) -> None:
    assert [fault[:2] for fault in faults(files_of() | {path: b"Tekst."})] == [(path, "F06")]


def test_pictures_are_left_alone() -> None:
    assert faults(files_of() | {"content/nordby/pictures/skole.png": b"\x89PNG\xff"}) == []


def test_a_quiz_without_a_module_gives_the_nearest() -> None:
    (problem,) = compile_course("nordby", files_of() | {"quizzes/nordby/aftale.md": b""})[1]
    assert 'Mente du "aftaler"?' in problem.message


def outline(*entries: str) -> str:
    return "---\ntitle: Ny leder\noutline:\n" + "".join(f"  - {entry}\n" for entry in entries) + "---\n"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (["{module: aftale, due_day: 7}", "{module: aftaler, due_day: 7}"], ("F01", 4)),
        (["{module: aftaler, due_day: 7}", "{module: aftaler, due_day: 9}"], ("F01", 5)),
        (["{module: aftaler, due_day: 1001}"], ("F03", 4)),
        (["{module: aftaler, due_day: -366}"], ("F03", 4)),
        (["{module: aftaler, due_day: snart}"], ("F03", 4)),
        (["{module: aftaler}"], ("F03", 4)),
        (["{module: aftaler, due_day: 7, day: 3}"], ("F02", 4)),
    ],
)
def test_a_fault_of_the_outline_is_told_at_its_line(entries: list[str], expected: tuple[str, int]) -> None:
    assert where(compiled(course=outline(*entries))) == [expected]


def test_the_first_of_two_entries_counts() -> None:
    course = course_of(course=outline("{module: aftaler, due_day: -7}", "{module: aftaler, due_day: 9}"))
    assert course.due_days == {"aftaler": -7}


def test_a_module_that_is_not_in_the_outline_is_a_warning() -> None:
    (problem,) = compiled(andet=MODULE.replace("sidste-aftale", "anden"))
    assert (problem.path, problem.id, problem.severity) == ("content/nordby/andet.md", "F07", "warning")


def test_modules_come_in_the_order_of_the_outline() -> None:
    plan = outline("{module: slut, due_day: 20}", "{module: aftaler, due_day: 7}")
    assert list(course_of(course=plan, slut=MODULE.replace("sidste-aftale", "slut")).modules) == ["slut", "aftaler"]


def test_ids_are_unique_in_the_whole_course() -> None:
    plan = outline("{module: aftaler, due_day: 7}", "{module: zebra, due_day: 9}")
    files = files_of(course=plan, zebra=MODULE) | {"quizzes/nordby/zebra.md": question(id="svar-1").encode()}
    assert faults(files) == [
        (
            "content/nordby/zebra.md",
            "F01",
            MODULE.split("\n").index("::: refleksion sidste-aftale dækker=drift,samarbejde") + 1,
        ),
        ("quizzes/nordby/zebra.md", "F01", 1),
    ]


def test_a_question_and_a_prompt_do_not_share_an_id() -> None:
    assert "F01" in {id for id, _ in where(compiled(quiz=QUIZ + question(id="sidste-aftale")))}


# Levels

WITHOUT_LEVELS = "---\ntitle: Kort\norganisation: Nordby\n---\n# Drift {#drift}\n- Holder aftaler {#holder}\n"
PLAIN_MODULE = "---\ntitle: A\n---\n::: forventninger drift\n:::\n"
OWN_LEVELS = COURSE.replace("outline:", "levels:\n  leder: {name: Ledere, one: leder}\noutline:")


def test_a_course_without_levels_has_one_version_for_everybody() -> None:
    course, problems = compile_course("nordby", files_of(framework=WITHOUT_LEVELS, module=PLAIN_MODULE, quiz=""))
    assert problems == []
    assert course.level_ids == ("",)
    assert course.modules["aftaler"].versions[""].shown == ("holder",)


def test_the_course_sets_the_levels_where_the_framework_has_none() -> None:
    course, problems = compile_course(
        "nordby", files_of(framework=WITHOUT_LEVELS, module=PLAIN_MODULE, quiz="", course=OWN_LEVELS)
    )
    assert problems == []
    assert course.level_ids == ("leder",)
    assert course.modules["aftaler"].versions["leder"].shown == ("holder",)


def test_the_course_may_not_set_the_levels_of_a_framework_that_has_some() -> None:
    course, problems = compile_course("nordby", files_of(course=OWN_LEVELS))
    assert where(problems) == [("F05", 3)]
    assert course.level_ids == ("chef", "teamleder")


def test_the_level_below_is_the_next_of_the_framework() -> None:
    course = course_of()
    below = course.below("chef")
    assert below is not None
    assert below.id == "teamleder"
    assert course.below("teamleder") is None
    assert course.below("ukendt") is None


# Talks


def test_talks_are_sorted_by_day() -> None:
    talks = "::: samtale sen dag=45\n- B.\n:::\n\n::: samtale foerste-leder til=leder dag=14\n- Lyt.\n:::\n\n::: samtale foerste dag=14\n- A **nu**.\n:::\n"
    course, problems = compile_course("nordby", files_of(talks=talks))
    assert problems == []
    assert [(talk.id, talk.day, talk.for_manager) for talk in course.talks] == [
        ("foerste", 14, False),
        ("foerste-leder", 14, True),
        ("sen", 45, False),
    ]
    assert course.talks[0].items == ("A <strong>nu</strong>.",)


@pytest.mark.parametrize(
    ("talks", "expected"),
    [
        ("::: samtale a\n- A.\n:::\n", ("F03", 1)),
        ("::: samtale a dag=snart\n- A.\n:::\n", ("F03", 1)),
        ("::: samtale a dag=1\n- A.\n:::\n::: samtale a dag=2\n- A.\n:::\n", ("F01", 4)),
        ("::: samtale a dag=1 til=borger\n- A.\n:::\n", ("F02", 1)),
        ("Løs tekst.\n", ("F04", 1)),
        ("::: note\n:::\n", ("F02", 1)),
    ],
)
def test_a_fault_of_a_talk_is_told_at_its_line(talks: str, expected: tuple[str, int]) -> None:
    assert where(compiled(talks=talks)) == [expected]


# Anything at all

BITS = st.sampled_from(
    [
        *(
            "---\n",
            ":::",
            "::: ",
            "\n",
            "\n\n",
            "- ",
            "- [x] ",
            "- [ ] ",
            "> ",
            "  > ",
            "1. ",
            "| a | b |\n",
            "| - | - |\n",
        ),
        *("# ", "## ", "### ", "{#a}", "{#b}", "[[", "]]", "[[#drift-chef]]", "[[kurs]]", "**", "**Chefer:** ", ": "),
        *("spørgsmål", "prøv", "refleksion", "plan", "samtale", "forventninger", "niveau", "skift", "lokalt", "begreb"),
        *(
            " a",
            " b",
            " niveau=chef",
            " dækker=drift",
            " dag=3",
            " til=leder",
            "title: ",
            "outline:\n",
            "levels:\n",
            "? ",
            "&a ",
            "*a ",
        ),
        *(
            "<script>",
            "</script>",
            '<img src=x onerror="x">',
            '" onload="x',
            "](javascript:x)",
            "![",
            "[x](",
            "data:text/html,",
            "<!--",
        ),
        *(
            "`",
            "```\n",
            "\\",
            "&lt;",
            "&#0;",
            "\x00",
            "\r",
            "\t",
            "    ",
            "\u2028",
            "\U0001f600",
            "æøå",
            "Vælg to",
            "ikke?",
        ),
    ]
)
HOSTILE = st.lists(BITS, max_size=40).map("".join) | st.text(max_size=200)
PATHS = [FRAMEWORK_PATH, COURSE_PATH, MODULE_PATH, QUIZ_PATH, "content/nordby/talks.md"]
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@MANY
@given(path=st.sampled_from(PATHS), text=HOSTILE, keep=st.booleans())
def test_any_text_in_any_file_gives_a_course_and_problems(path: str, text: str, keep: bool) -> None:
    files = files_of()
    before = files.get(path, b"") if keep else b""
    course, problems = check_files("nordby", files | {path: before + text.encode("utf-8", "surrogatepass")})
    assert isinstance(course, Course)
    assert all(problem.line >= 1 and problem.path and problem.message for problem in problems)


@MANY
@given(files=st.dictionaries(st.sampled_from(PATHS) | st.text(max_size=20), st.binary(max_size=200)))
def test_any_bytes_under_any_name_give_a_course_and_problems(files: dict[str, bytes]) -> None:
    course, problems = check_files("nordby", files)
    assert isinstance(course, Course)
    assert problems or files


@MANY
@given(text=HOSTILE)
def test_a_problem_lies_within_its_file(text: str) -> None:
    files = files_of() | {MODULE_PATH: text.encode("utf-8", "replace")}
    for problem in check_files("nordby", files)[1]:
        if problem.path in files:
            written = files[problem.path].decode().replace("\r\n", "\n").replace("\r", "\n")
            assert problem.line <= written.count("\n") + 1


# The HTML that comes out

TAGS = {
    *(
        "p",
        "br",
        "hr",
        "strong",
        "em",
        "code",
        "pre",
        "a",
        "img",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "q",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
    *("div", "span", "button", "figure", "figcaption", "details", "summary"),
}
ATTRIBUTES = {"href", "src", "alt", "title", "class", "id", "type", "popover", "popovertarget", "start", "style"}


class Strict(HTMLParser):
    """Reads HTML as a browser does and fails on what a text of ours never holds."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES
            if name == "style":
                assert value in {"text-align:left", "text-align:center", "text-align:right"}
            if name in ("href", "src"):
                scheme, colon, _ = (value or "").strip().partition(":")
                assert not colon or not scheme.isalnum() or scheme.lower() in {"http", "https", "mailto"}

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def html_of_part(parts: tuple[Part, ...]) -> Iterator[str]:
    return (part.html for part in parts)


def html_of_module(module: Module) -> Iterator[str]:
    for version in module.versions.values():
        yield from html_of_part(version.intro)
        for step in version.steps:
            if isinstance(step, Reading):
                yield from html_of_part(step.parts)
            elif isinstance(step, Prompt | Together):
                yield step.html
            elif not isinstance(step, Ask):
                yield from (*step.items, step.for_manager)


def texts_of_course(course: Course) -> Iterator[Text]:
    for asked in course.questions.values():
        yield from (asked.stem, *texts_of(asked.kind))
        if asked.explanation:
            yield asked.explanation
        if isinstance(asked.kind, Choice):
            yield from (each.text for option in asked.kind.options for each in option.feedback)


def html_of(course: Course) -> Iterator[str]:
    """Every piece of HTML in a course."""
    yield course.welcome
    for module in course.modules.values():
        yield from html_of_module(module)
    yield from (text.html for text in texts_of_course(course))
    yield from (item for talk in course.talks for item in talk.items)


def assert_harmless(course: Course) -> None:
    for html in html_of(course):
        parser = Strict()
        parser.feed(html)
        parser.close()


@MANY
@given(text=HOSTILE)
def test_hostile_text_never_becomes_a_script(text: str) -> None:
    files = files_of(
        framework=FRAMEWORK.replace("Sætter retning", f"Sætter {' '.join(text.split())} retning"),
        course=COURSE + text,
        module=MODULE + text,
        quiz=QUIZ + text,
        talks="::: samtale a dag=3\n- " + text + "\n:::\n",
    )
    raw = {path: data.decode("utf-8", "replace").encode() for path, data in files.items()}
    assert_harmless(compile_course("nordby", raw)[0])


EVIL = '<script>x</script><img src=x onerror="x"> [a](javascript:x) ![b](data:text/html,x) " onload="x'


def evil_course() -> Course:
    evil = EVIL.replace(": ", ":")
    framework = FRAMEWORK
    for text in (
        "Nordby Kommune",
        "Chefer, one",
        "Kompasset",
        "Sætter retning",
        "Den retning",
        "Fælles bord",
        "Drift er",
    ):
        head = text in ("Nordby Kommune", "Chefer, one")
        framework = framework.replace(text, text if head else f"{text} {evil}")
    framework = framework.replace("organisation: Nordby Kommune", f"organisation: '{evil}'").replace(
        "one: chef}", f"one: '{evil}'}}"
    )
    module = (
        MODULE
        + f"::: case {evil}\n{evil}\n:::\n::: note {evil}\n:::\n::: definition drift\n:::\n::: begreb Kurs\n:::\n"
    )
    module += f"## {evil}\n[[Kurs]] [[#drift-chef]]\n::: skift\n- {evil}\n:::\n::: samtale a\n- {evil}\n:::\n::: samtale b til=leder\n{evil}\n:::\n"
    return course_of(framework=framework, module=module, quiz=QUIZ.replace("Hun", evil).replace("Ja", evil))


def test_evil_words_in_every_place_are_shown_as_text() -> None:
    course = evil_course()
    assert_harmless(course)
    text = "".join(html_of(course))
    assert text.count("&lt;script&gt;") > 20


@pytest.mark.parametrize(
    "bit", ["[", "[[", "![", "> ", "- ", "*", "`", "<", "|", "a|b\n-|-\n", "::: note\n", "\\", "&", "[x] ", "# {#a}\n"]
)
def test_a_long_run_of_one_mark_is_read_to_its_end(bit: str) -> None:
    files = files_of(module=MODULE + bit * 3_000, quiz=QUIZ + question(bit * 1_000), course=COURSE + bit * 1_000)
    course, _ = compile_course("nordby", files)
    assert_harmless(course)
