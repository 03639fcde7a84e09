"""What is kept, who sees it and for how long: told from the code's own tables, access policy and settings."""

from webapp.evidence.catalogue import CATALOGUE as CATALOGUE
from webapp.evidence.catalogue import Keep as Keep
from webapp.evidence.catalogue import Kept as Kept
from webapp.evidence.catalogue import Seen as Seen
