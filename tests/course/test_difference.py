"""What has changed between two states of a text, word by word."""

import time

import pytest

from course.difference import difference, readable, words


def shown(before: str, after: str) -> list[str]:
    """A line each: `-` and `+` before what went and came, the words of a changed line in brackets."""
    signs = {"out": "-{}", "in": "+{}", "same": "{}"}
    lines = []
    for line in difference(before, after):
        if line.how == "gap":
            lines.append("...")
        elif line.how == "changed":
            lines.append("".join(f"[{signs[run.how].format(run.text)}]" for run in line.runs))
        else:
            lines.append(signs[line.how].format(line.runs[0].text))
    return lines


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("En aftale er et løfte.", "En aftale er et løfte.", []),
        ("En aftale\n\ner et løfte.  ", "En aftale\ner et løfte.\n", []),
        ("En aftale er et løfte.", "En aftale er et godt løfte.", ["[En aftale er et][+ godt][ løfte.]"]),
        ("Hus", "Båd", ["-Hus", "+Båd"]),
        ("", "Nyt", ["+Nyt"]),
        ("Gammelt", "", ["-Gammelt"]),
        ("a\nb\nc\nd\ne", "a\nb\nc\nd\nf", ["...", "d", "-e", "+f"]),
        ("a\nb\nc\nd\ne", "x\nb\nc\nd\ne", ["-a", "+x", "b", "..."]),
        ("Linje\r\nto", "Linje\nto", []),
    ],
)
def test_changed_lines_are_shown_with_a_line_around_them(before: str, after: str, expected: list[str]) -> None:
    assert shown(before, after) == expected


def test_the_runs_of_a_line_hold_both_texts_whole() -> None:
    before, after = "Lise ringer i dag, ikke i morgen.", "Lise skriver i dag - ikke på fredag!"
    runs = words(before, after)
    assert "".join(run.text for run in runs if run.how != "in") == before
    assert "".join(run.text for run in runs if run.how != "out") == after


def test_a_very_long_text_is_told_as_replaced() -> None:
    before, after = "a\n" * 3000, "b\n" * 3000
    assert len(difference(before, after)) <= 4000
    assert [run.how for run in words("a " * 9000, "b " * 9000)] == ["out", "in"]


def test_a_text_that_repeats_itself_does_not_keep_its_reader_waiting() -> None:
    before, after = ("\n".join(f"linje {number % cycle}" for number in range(1900)) for cycle in (7, 5))
    begun = time.process_time()
    assert difference(before, after)
    assert words("ja nej " * 450, "nej ja ja " * 300)
    assert time.process_time() - begun < 1


def test_the_head_is_read_with_danish_keys_and_without_ids() -> None:
    text = "---\ntitle: Aftaler\noutline:\n  - {module: aftaler, due_day: 7}\n---\n- Vi holder aftaler {#drift-alle}\n:::\n"
    assert readable(text) == "Titel: Aftaler\nPlanen:\naftaler, dag 7\n- Vi holder aftaler\n"
    assert "Aftaler, der holder, dag 7" in readable(text, {"aftaler": "Aftaler, der holder"})
    assert readable("Uden hoved: title: x") == "Uden hoved: title: x"
