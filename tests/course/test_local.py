"""Local facts as they are read, and the head of a course copied for one area."""

import pytest

from course.compile import CopyOf, compile_course
from course.local import render_fact
from course.origin import in_copy, with_origin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spørg Økonomi.", "<p>Spørg Økonomi.</p>"),
        ("En\nto\n\ntre", "<p>En<br>to</p><p>tre</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        (
            "Se https://x.dk/a?b=1&c=2.",
            '<p>Se <a href="https://x.dk/a?b=1&amp;c=2" rel="noopener">https://x.dk/a?b=1&amp;c=2</a>.</p>',
        ),
        ("Skriv til loen@x.dk, tak", '<p>Skriv til <a href="mailto:loen@x.dk" rel="noopener">loen@x.dk</a>, tak</p>'),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("[se](javascript:alert(1))", "<p>[se](javascript:alert(1))</p>"),
        (
            'https://x.dk/"onclick="x',
            '<p><a href="https://x.dk/" rel="noopener">https://x.dk/</a>&quot;onclick=&quot;x</p>',
        ),
        ("  \n ", ""),
    ],
)
def test_a_fact_is_escaped_and_only_web_and_mail_addresses_are_links(text: str, expected: str) -> None:
    assert render_fact(text) == expected


def test_a_path_goes_to_the_copy_and_back() -> None:
    assert in_copy("quizzes/nordby/moeder.md", "nordby", "nordby-skoler") == "quizzes/nordby-skoler/moeder.md"
    assert in_copy("content/nordby-skoler/pictures/a.png", "nordby-skoler", "nordby") == "content/nordby/pictures/a.png"


@pytest.mark.parametrize(
    "head",
    [
        "title: Ny leder\nsummary: Kort\noutline: []",
        'summary: Kort\ntitle: "Ny leder"\norigin: {course: x, edition: 9}\noutline: []',
        "title: >-\n  Ny\n  leder\norigin:\n  course: x\n  edition: 9\nsummary: Kort\noutline: []",
    ],
)
def test_the_head_of_a_copy_says_where_it_comes_from(head: str) -> None:
    text = with_origin(f"---\n{head}\n---\n\nVelkommen.\n", "nordby", 3, 'Ny leder: "skoler"')
    course, problems = compile_course("n", {"content/n/course.md": text.encode()})
    assert not [problem for problem in problems if problem.path == "content/n/course.md"]
    assert (course.title, course.summary) == ('Ny leder: "skoler"', "Kort")
    assert course.origin == CopyOf("nordby", 3)
    assert text.endswith("---\n\nVelkommen.\n")
    again = with_origin(text, "nordby", 4)
    assert again == text.replace("edition: 3", "edition: 4")
