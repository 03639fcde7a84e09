"""Which rows a person sees: one place for each table.

A leader's answers, reflections and plans are read by two kinds of query only: her own (`..._of_own`), and the copies
she has shared with her nearest manager (`list_shares_with`). There is none for HR.
"""

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
from webapp.queries.mail import BEFORE as BEFORE
from webapp.queries.mail import LAST_REMINDER as LAST_REMINDER
from webapp.queries.mail import count_completed_since as count_completed_since
from webapp.queries.mail import count_mails as count_mails
from webapp.queries.mail import get_calendar_owner as get_calendar_owner
from webapp.queries.mail import get_mail as get_mail
from webapp.queries.mail import get_mail_language as get_mail_language
from webapp.queries.mail import get_recipient as get_recipient
from webapp.queries.mail import has_calendar_link as has_calendar_link
from webapp.queries.mail import has_mail_since as has_mail_since
from webapp.queries.mail import has_mail_to_send as has_mail_to_send
from webapp.queries.mail import is_dead_address as is_dead_address
from webapp.queries.mail import list_calendar_enrolments as list_calendar_enrolments
from webapp.queries.mail import list_due_for_letter as list_due_for_letter
from webapp.queries.mail import list_mails as list_mails
from webapp.queries.mail import list_parts as list_parts
from webapp.queries.mail import list_switched_off as list_switched_off
from webapp.queries.mail import still_true as still_true
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
from webapp.queries.signing_in import Me as Me
from webapp.queries.signing_in import count_attempts as count_attempts
from webapp.queries.signing_in import get_account as get_account
from webapp.queries.signing_in import get_me as get_me
from webapp.queries.signing_in import get_open_invitation as get_open_invitation
