"""What can be wrong with a file or a row: one English sentence each, translated where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:
    """Mark a sentence for translation."""
    return text


@dataclass(frozen=True, slots=True)
class Problem:
    text: str
    """A message id with `%(name)s` for each of the values."""
    values: Mapping[str, str] = field(default_factory=dict)


SPREADSHEET = N_("This is a spreadsheet. Save it as CSV, and choose that file.")
EMPTY = N_("The file is empty. Choose another file, or begin with the template.")
NO_EMAIL_COLUMN = N_("The file has no column for e-mail. The first row must hold headings, such as Navn and E-mail.")
NO_NAME_COLUMN = N_("The file has no column for names. Call it Navn, or use Fornavn and Efternavn.")
TWO_COLUMNS = N_("Two columns both mean “%(heading)s”. Remove one of them.")
TOO_MANY_ROWS = N_("The file has more than %(count)s rows. Split it into several files.")
NOT_A_TABLE = N_("The rows cannot be told apart from row %(line)s on. Is a quotation mark left open?")

NO_EMAIL = N_("The e-mail address is missing. It tells who the person is.")
WRONG_EMAIL = N_("“%(value)s” is no e-mail address. Write one like anna@kommune.dk.")
NO_NAME = N_("The name is missing.")
WRONG_NAME = N_("The name holds signs that cannot be used. Write it with letters.")
TOO_LONG = N_("The text in the column %(column)s is too long. Use at most %(count)s characters.")
WRONG_DATE = N_("“%(value)s” is no date. Write it like 3.4.2026 or 2026-04-03.")
WRONG_ROLE = N_("No role is called “%(value)s”. Write ny leder, nærmeste leder, forfatter or HR-administrator.")
LEAVES_FIRST = N_("The last day comes before the first day. Look at both dates.")
TWICE = N_("The same address stands in row %(line)s. Keep one of the two rows.")
UNKNOWN_MANAGER = N_("Nobody has the manager's address %(value)s. Add a row for the manager, or mend the address.")
OWN_MANAGER = N_("A person cannot be her own manager. Mend the manager's address.")
CIRCLE = N_("These lead each other in a circle: %(names)s. Mend one of the managers.")
SEVERAL_UNITS = N_("Several units are called “%(value)s”. Write the path, such as %(example)s.")
OWN_ROLE = N_("You cannot take the HR administrator's role from yourself. Ask a colleague in HR to do it.")
OWN_ACCOUNT = N_("You cannot close your own account. Ask a colleague in HR to do it.")
