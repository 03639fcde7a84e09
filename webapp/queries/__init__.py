"""Which rows a person sees: one place for each table.

A leader's answers, reflections, plans and talk sheet are read by two kinds of query only: her own (`..._of_own`), and the copies
she has shared with her nearest manager (`list_shares_with`). There is none for HR.
"""

from webapp.queries.following import count_below as count_below
from webapp.queries.following import get_followed as get_followed
from webapp.queries.following import list_followed as list_followed
from webapp.queries.following import list_shares_with as list_shares_with
from webapp.queries.learning import get_own_enrolment as get_own_enrolment
from webapp.queries.learning import get_own_module as get_own_module
from webapp.queries.learning import get_text_of_own as get_text_of_own
from webapp.queries.learning import list_answers_of_own as list_answers_of_own
from webapp.queries.learning import list_module_states as list_module_states
from webapp.queries.learning import list_own_enrolments as list_own_enrolments
from webapp.queries.learning import list_plans_to_ask_about as list_plans_to_ask_about
from webapp.queries.learning import list_texts_of_own as list_texts_of_own
from webapp.queries.learning import own_id as own_id
from webapp.queries.own_data import list_own_data as list_own_data
from webapp.queries.people import count_people as count_people
from webapp.queries.people import get_person as get_person
from webapp.queries.people import get_person_id as get_person_id
from webapp.queries.people import get_person_named as get_person_named
from webapp.queries.people import leads as leads
from webapp.queries.people import list_enrolments_of as list_enrolments_of
from webapp.queries.people import list_managers as list_managers
from webapp.queries.people import list_people as list_people
from webapp.queries.people import list_units as list_units
from webapp.queries.reports import count_progress as count_progress
from webapp.queries.reports import has_open_message as has_open_message
from webapp.queries.reports import list_editions as list_editions
from webapp.queries.reports import list_messages as list_messages
from webapp.queries.rows import FOLLOWED as FOLLOWED
from webapp.queries.rows import PAGE as PAGE
from webapp.queries.rows import AnyRow as AnyRow
from webapp.queries.rows import Rows as Rows
from webapp.queries.rows import monday as monday
from webapp.queries.rows import newest_edition as newest_edition
from webapp.queries.rows import read_held as read_held
from webapp.queries.sheets import SHEET as SHEET
from webapp.queries.sheets import get_sheet_of_own as get_sheet_of_own
from webapp.queries.sheets import list_lines_of_own as list_lines_of_own
from webapp.queries.sheets import sheet_text as sheet_text
from webapp.queries.signing_in import Me as Me
from webapp.queries.signing_in import count_attempts as count_attempts
from webapp.queries.signing_in import get_account as get_account
from webapp.queries.signing_in import get_me as get_me
from webapp.queries.signing_in import get_open_invitation as get_open_invitation
