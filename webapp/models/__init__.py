"""The tables. What a row means stands here; who may see it stands in `queries`."""

from webapp.models.courses import Blob as Blob
from webapp.models.courses import Draft as Draft
from webapp.models.courses import DraftVersion as DraftVersion
from webapp.models.courses import Edition as Edition
from webapp.models.following import Talk as Talk
from webapp.models.following import TalkLine as TalkLine
from webapp.models.following import TalkSheet as TalkSheet
from webapp.models.learning import Answer as Answer
from webapp.models.learning import Enrolment as Enrolment
from webapp.models.learning import EnrolmentState as EnrolmentState
from webapp.models.learning import ModuleState as ModuleState
from webapp.models.learning import PlanOutcome as PlanOutcome
from webapp.models.learning import PromptKind as PromptKind
from webapp.models.learning import Reflection as Reflection
from webapp.models.learning import Share as Share
from webapp.models.messages import Message as Message
from webapp.models.messages import MessageKind as MessageKind
from webapp.models.people import Audit as Audit
from webapp.models.people import Invitation as Invitation
from webapp.models.people import LoginAttempt as LoginAttempt
from webapp.models.people import Person as Person
from webapp.models.people import Role as Role
from webapp.models.people import Setting as Setting
from webapp.models.people import Unit as Unit
