import pytest

from course import frontmatter
from course.problem import Problem, Problems
from tests.course.make import where


class Meta(frontmatter.FrontMatter):
    title: str
    summary: str = ""
    due_day: int = 0
    generated: bool = False
    objectives: list[str] = []


def read(head: str) -> tuple[Meta | None, list[Problem]]:
    """Load a file that begins with this head."""
    problems = Problems("modul.md")
    source, _, _ = frontmatter.split(f"---\n{head}\n---\nTekst.\n")
    return frontmatter.load(Meta, frontmatter.read(source, problems), problems), problems.found


def title(head: str) -> str | None:
    meta, problems = read(head)
    assert problems == []
    return meta.title if meta else None


def test_head_and_body_are_parted_and_the_lines_before_the_body_counted() -> None:
    assert frontmatter.split("---\ntitle: A\n---\nB\n---\n") == ("title: A\n", "B\n---\n", 3)


def test_a_file_without_a_head_is_all_body() -> None:
    assert frontmatter.split("A\n---\nB") == (None, "A\n---\nB", 0)


def test_a_head_that_is_never_closed_is_no_head() -> None:
    assert frontmatter.split("---\ntitle: A\n")[0] is None


def test_a_missing_head_is_an_error_at_the_first_line() -> None:
    problems = Problems("modul.md")
    frontmatter.read(None, problems)
    assert where(problems.found) == [("F03", 1)]


@pytest.mark.parametrize(
    "written", ["no", "yes", "on", "off", "2026-03-01", "Ja", "N"], ids=lambda text: f"{text} is text"
)
def test_words_that_yaml_would_turn_into_something_else_stay_text(written: str) -> None:
    assert title(f"title: {written}") == written


def test_quoted_text_may_hold_colons_and_hash_signs() -> None:
    assert title('title: "Drift: det, der holder # altid"') == "Drift: det, der holder # altid"


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("summary: A\ntitle: Drift: det, der holder", 3),
        ("title: A\nsummary: Drift # det, der holder", 3),
        ("title: A\nsummary:\n\tindrykket", 4),
        ("title: A\nsummary: *b", 3),
        ("title: A\nsummary: [a, b", 3),
        ("title: A\nsummary: 'b", 3),
        ("- title", 2),
        ("title: A\n\x07: b", 2),
    ],
)
def test_what_yaml_cannot_read_is_an_error_near_its_line(head: str, line: int) -> None:
    _, problems = read(head)
    assert problems[0].id == "F03"
    assert abs(problems[0].line - line) <= 1


def test_a_colon_in_a_title_is_explained() -> None:
    (problem, *_) = read("title: Drift: det, der holder")[1]
    assert problem.line == 2
    assert "kolon" in problem.message
    assert "anførselstegn" in problem.message


def test_a_comment_that_eats_half_a_title_is_an_error() -> None:
    (problem,) = read("title: Vi er # en")[1]
    assert where([problem]) == [("F03", 2)]
    assert '"#"' in problem.message


def test_a_comment_on_a_line_of_its_own_is_fine() -> None:
    assert title("# til os selv\ntitle: A") == "A"


def test_a_key_given_twice_is_an_error_at_the_second() -> None:
    (problem,) = read("title: A\nsummary: B\ntitle: C")[1]
    assert (problem.id, problem.line) == ("F03", 4)
    assert '"title"' in problem.message


def test_an_unknown_key_is_an_error_with_the_nearest_name() -> None:
    (problem,) = read("title: A\nsumary: B")[1]
    assert (problem.id, problem.line) == ("F02", 3)
    assert 'Mente du "summary"?' in problem.message


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("summary: 7", "tekst"),
        ("summary: [a]", "tekst"),
        ("due_day: snart", "helt tal"),
        ("due_day: 7.5", "helt tal"),
        ("generated: ja", "true eller false"),
        ("objectives: en", "liste"),
    ],
)
def test_a_value_of_the_wrong_type_is_an_error_at_its_key(line: str, expected: str) -> None:
    meta, (problem,) = read(f"title: A\n{line}")
    assert meta is None
    assert (problem.id, problem.line) == ("F03", 3)
    assert expected in problem.message


def test_a_wrong_value_in_a_list_is_an_error_at_its_own_line() -> None:
    (problem,) = read("title: A\nobjectives:\n  - en\n  - 2")[1]
    assert problem.line == 5
    assert "objectives.2" in problem.message


def test_a_missing_key_is_named() -> None:
    (problem,) = read("summary: A")[1]
    assert problem.id == "F03"
    assert '"title"' in problem.message


def test_every_fault_of_a_head_is_told() -> None:
    assert sorted(where(read("sumary: A\ndue_day: snart")[1])) == [("F02", 2), ("F03", 1), ("F03", 3)]


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)
)


@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        "title: &a [*a]",
        "a: " + "[" * 5_000,
        "\n".join("  " * n + f"k{n}:" for n in range(1_000)),
        "\n".join(f"k{n}: v" for n in range(20_000)),
        "title: " + "# " * 50_000,
        "title: " + "a" * 500_000,
        "? " * 5_000,
        "- " * 5_000,
        "a: !!python/object/apply:os.system [ls]",
        "a: !!timestamp 2026-99-99",
        "a: !!int x",
        "<<: *a",
        "<<: [a]",
        "{}: a",
        "? [a]\n: b",
        "2026-99-99: a",
        "a: 0x",
        "a: 1:99:99",
        "a: =",
        "%YAML 9.9",
        "--- a",
        "\ud7ff\ufffe",
    ],
    ids=lambda head: head[:12],
)
def test_a_hostile_head_is_read_or_refused(head: str) -> None:
    meta, problems = read(head)
    assert meta is not None or problems
