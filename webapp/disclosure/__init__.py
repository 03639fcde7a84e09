"""Figures that trace nobody: the fixed tables of a course, merged until no group of one to four can be worked out.

The rule, why it holds and where it ends: `docs/decisions/0020-what-the-fixed-tables-show.md`.
"""

from webapp.disclosure.figures import BY as BY
from webapp.disclosure.figures import COLUMNS as COLUMNS
from webapp.disclosure.figures import SMALLEST as SMALLEST
from webapp.disclosure.figures import Figures as Figures
from webapp.disclosure.figures import Likes as Likes
from webapp.disclosure.figures import Row as Row
from webapp.disclosure.figures import Table as Table
from webapp.disclosure.making import make_figures as make_figures
