"""The sheet that sorting works on: themes by levels, and the lines of the source beside it."""

from course.sheet import columns_of, count_levels, sections
from course.source import page_of, proposed, source_lines, where
from tests.course.make import FRAMEWORK, framework_of

NORDBY = framework_of()[0]


def test_every_statement_stands_once_under_its_theme_and_level() -> None:
    cells = {
        (row.title, cell.level.name if cell.level else "Alle", place.name if place else ""): [each.id for each in found]
        for section in sections(NORDBY)
        for row in section.rows
        for cell in row.cells
        for place, found in cell.parts
    }
    assert cells == {
        ("Drift", "Chefer", ""): ["drift-chef"],
        ("Drift", "Teamledere", ""): ["drift-team"],
        ("Drift", "Alle", ""): ["drift-alle"],
        ("Samarbejde", "Chefer", "Fælles bord"): ["bord-chef"],
        ("Samarbejde", "Teamledere", "Fælles bord"): ["bord-team"],
    }
    assert count_levels(NORDBY) == {"chef": 2, "teamleder": 2, "": 1}


def test_a_heading_without_statements_is_there_to_be_filled() -> None:
    empty, _ = framework_of(FRAMEWORK + "\n# Mennesker {#mennesker}\n\n## Trivsel {#trivsel}\n")
    last = sections(empty)[-1]
    assert last.group is not None
    assert (last.group.name, [(row.title, row.count) for row in last.rows]) == ("Mennesker", [("Trivsel", 0)])


def test_loose_statements_stand_in_the_groups_that_would_become_modules() -> None:
    items = "".join(f"- Passer på nummer {number} {{#nr-{number}}}\n" for number in range(1, 9))
    loose, problems = framework_of("---\ntitle: Løst\norganisation: Nordby\n---\n" + items)
    assert problems == []
    assert columns_of(loose) == (None,)
    assert [(row.title, row.count) for row in sections(loose)[0].rows] == [("Løst, del 1", 4), ("Løst, del 2", 4)]


SOURCE = """Drift
Chefer
• Sætter retning for
driften
• Taler med bru-
gerne om viden-
og kvalitet
• Ser på tallene"""


def test_headings_and_used_lines_are_told_from_those_without_a_use() -> None:
    lines = source_lines(NORDBY, SOURCE)
    assert [line.number for line in lines if line.unused] == [5, 6, 7, 8]


def test_lines_without_a_use_are_proposed_as_one_mended_text_up_to_the_next_bullet() -> None:
    lines = source_lines(NORDBY, SOURCE)
    assert proposed(lines, 5) == "Taler med brugerne om viden- og kvalitet"
    assert proposed(lines, 8) == "Ser på tallene"
    assert proposed(lines, 1) == ""


def test_of_several_places_the_one_where_the_import_saw_the_statement_is_meant() -> None:
    statement = NORDBY.statement("drift-team")
    assert statement is not None
    twice = "Følger op hver uge\nCHEFER\nFølger op\nhver uge"
    assert where(NORDBY, twice, statement, None) == (1,)
    assert where(NORDBY, twice, statement, 3) == (3, 4)
    assert where(NORDBY, "Noget andet", statement, 7) == (7,)


def test_a_long_source_comes_in_pages() -> None:
    lines = source_lines(NORDBY, "\n".join(map(str, range(1000))))
    assert [(page_of(lines, wanted).first, len(page_of(lines, wanted).lines)) for wanted in (0, 399, 400, 9999)] == [
        (0, 400),
        (0, 400),
        (400, 400),
        (800, 200),
    ]
