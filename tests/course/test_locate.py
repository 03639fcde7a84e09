"""Where a statement stands in its source."""

from course.trace import locate
from tests.course.make import framework_of

SOURCE = """Chefer
• Sætter ret-
ning for
driften
• Bygger bro mellem afdelinger
Chefer igen
Bygger bro mellem afdelinger"""


def test_a_statement_is_found_over_line_ends_and_every_time_it_stands_there() -> None:
    found = locate(framework_of()[0], SOURCE)
    assert [list(each) for each in found["drift-chef"]] == [[2, 3, 4]]
    assert [list(each) for each in found["bord-chef"]] == [[5], [7]]
    assert found["drift-team"] == ()
