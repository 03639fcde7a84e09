"""Which rows a person sees: one place for each table.

A leader's answers, reflections and plans are read by two kinds of query only: her own (`..._of_own`), and the copies
she has shared with her nearest manager (`list_shares_with`). There is none for HR, but for one aggregate: first answers,
question by question, five leaders at a time (`count_first_answers`).
"""

from webapp.queries.editions import get_edition as get_edition
from webapp.queries.editions import list_editions_of as list_editions_of
from webapp.queries.following import get_followed as get_followed
from webapp.queries.following import list_followed as list_followed
from webapp.queries.following import list_shares_with as list_shares_with
from webapp.queries.learning import get_own_enrolment as get_own_enrolment
from webapp.queries.learning import get_own_module as get_own_module
from webapp.queries.learning import get_text_of_own as get_text_of_own
from webapp.queries.learning import list_answers_of_own as list_answers_of_own
from webapp.queries.learning import list_module_states as list_module_states
from webapp.queries.learning import list_own_enrolments as list_own_enrolments
from webapp.queries.learning import list_texts_of_own as list_texts_of_own
from webapp.queries.learning import own_id as own_id
from webapp.queries.local import list_facts as list_facts
from webapp.queries.local import newest_number as newest_number
from webapp.queries.people import count_people as count_people
from webapp.queries.people import get_person as get_person
from webapp.queries.people import get_person_id as get_person_id
from webapp.queries.people import get_person_named as get_person_named
from webapp.queries.people import leads as leads
from webapp.queries.people import list_enrolments_of as list_enrolments_of
from webapp.queries.people import list_managers as list_managers
from webapp.queries.people import list_people as list_people
from webapp.queries.people import list_units as list_units
from webapp.queries.quality import FEWEST as FEWEST
from webapp.queries.quality import count_first_answers as count_first_answers
from webapp.queries.reports import count_progress as count_progress
from webapp.queries.reports import has_open_message as has_open_message
from webapp.queries.reports import list_editions as list_editions
from webapp.queries.reports import list_messages as list_messages
from webapp.queries.reviewing import count_open_comments as count_open_comments
from webapp.queries.reviewing import get_comment as get_comment
from webapp.queries.reviewing import list_colleagues as list_colleagues
from webapp.queries.reviewing import list_comments as list_comments
from webapp.queries.reviewing import list_my_review_requests as list_my_review_requests
from webapp.queries.reviewing import list_review_requests as list_review_requests
from webapp.queries.rows import FOLLOWED as FOLLOWED
from webapp.queries.rows import PAGE as PAGE
from webapp.queries.rows import AnyRow as AnyRow
from webapp.queries.rows import Rows as Rows
from webapp.queries.rows import monday as monday
from webapp.queries.rows import newest_edition as newest_edition
from webapp.queries.signing_in import Me as Me
from webapp.queries.signing_in import count_attempts as count_attempts
from webapp.queries.signing_in import get_account as get_account
from webapp.queries.signing_in import get_me as get_me
from webapp.queries.signing_in import get_open_invitation as get_open_invitation
