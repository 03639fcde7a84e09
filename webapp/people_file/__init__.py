"""The file with people that a municipality can make: read here, without database and web, into rows and a plan."""

from webapp.people_file.plan import Known as Known
from webapp.people_file.plan import Outcome as Outcome
from webapp.people_file.plan import Plan as Plan
from webapp.people_file.plan import Record as Record
from webapp.people_file.plan import Step as Step
from webapp.people_file.plan import make_plan as make_plan
from webapp.people_file.problems import Problem as Problem
from webapp.people_file.reading import Reading as Reading
from webapp.people_file.reading import read_people as read_people
from webapp.people_file.template import TEMPLATE as TEMPLATE
