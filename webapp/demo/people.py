"""Who is in the demo: an invented municipality with leaders in every state."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.models import Role

CARE = "Sundhed og Omsorg"
SCHOOLS = "Børn og Skole"
HR = "HR og Ledelse"


@dataclass(frozen=True, slots=True)
class Journey:
    """How far a demo leader is."""

    level: str
    days: int
    """Since her first day; negative before it."""
    completed: int
    """Modules."""
    begun: bool = False
    """Whether she is in the middle of the next one."""
    welcomed: bool = True


@dataclass(frozen=True, slots=True)
class Cast:
    """One person of the demo."""

    account: str
    """What stands before the @ of her address."""
    name: str
    unit: str
    manager: str | None
    """The account of her nearest manager, who comes before her."""
    roles: frozenset[Role]
    journey: Journey | None = None


def _manager(account: str, name: str, unit: str, manager: str | None) -> Cast:
    return Cast(account, name, unit, manager, frozenset({Role.MANAGER}))


def _leader(account: str, name: str, unit: str, manager: str, journey: Journey) -> Cast:
    return Cast(account, name, unit, manager, frozenset({Role.LEADER}), journey)


STAFF, LEADERS = "leder-af-medarbejdere", "leder-af-ledere"
PEOPLE: Sequence[Cast] = (
    _manager("direktoer", "Karen Lindholt", "Direktionen", None),
    Cast(
        "chef",
        "Birgit Holm",
        CARE,
        "direktoer",
        frozenset({Role.MANAGER, Role.LEADER}),
        Journey(LEADERS, 24, 1, begun=True),
    ),
    _leader("leder", "Åse Ødegård", f"{CARE} > Hjemmeplejen Nord", "chef", Journey(STAFF, 44, 3, begun=True)),
    _leader("mikkel", "Mikkel Sørensen", f"{CARE} > Køkkenet Havblik", "chef", Journey(STAFF, 110, 7)),
    _leader("fatima", "Fatima Nielsen", f"{CARE} > Dagcentret Lindehøj", "chef", Journey(STAFF, 2, 0, welcomed=False)),
    _leader("jonas", "Jonas Krogh", f"{CARE} > Natteamet", "chef", Journey(STAFF, 44, 1)),
    _leader(
        "soeren",
        "Søren Ærø Østergaard-Christiansen",
        f"{CARE} > Rehabilitering og hjælpemidler, Område Syd",
        "chef",
        Journey(LEADERS, 12, 0, begun=True),
    ),
    _leader("maja", "Maja Lund", f"{CARE} > Sygeplejen", "chef", Journey(STAFF, 75, 5)),
    _leader("nanna", "Nanna Friis", f"{CARE} > Plejehjemmet Solgården", "chef", Journey(STAFF, -6, 0, welcomed=False)),
    _manager("skolechef", "Henrik Damgaard", SCHOOLS, "direktoer"),
    _leader("signe", "Signe Thorup", f"{SCHOOLS} > Bakkeskolen", "skolechef", Journey(STAFF, 44, 2, begun=True)),
    _leader("amir", "Amir Rahimi", f"{SCHOOLS} > Børnehuset Mariehønen", "skolechef", Journey(STAFF, 60, 4)),
    _leader("lis", "Lis Bundgaard", f"{SCHOOLS} > Klub Kanten", "skolechef", Journey(STAFF, 115, 7)),
    _leader("tobias", "Tobias Qvist", f"{SCHOOLS} > Bakkeskolen > SFO Spiren", "skolechef", Journey(STAFF, 30, 2)),
    _leader("kasper", "Kasper Holt", f"{SCHOOLS} > Ungdomsskolen", "skolechef", Journey(STAFF, 52, 3, begun=True)),
    _leader(
        "henriette", "Henriette Wulff", f"{SCHOOLS} > Fjordskolen", "skolechef", Journey(STAFF, 4, 0, welcomed=False)
    ),
    Cast("forfatter", "Lone Bech", HR, "direktoer", frozenset({Role.AUTHOR})),
    Cast("forfatter2", "Vibeke Storm", HR, "direktoer", frozenset({Role.AUTHOR})),
    Cast("hr", "Peter Højgaard", HR, "direktoer", frozenset({Role.ADMIN})),
)
TOGETHER = ("leder", "jonas", "signe")
"""They began on the same day and are a group; the first two are partners."""
NAMES = (
    "Ane Bruun, Bilal Aslan, Cecilie Nygaard, Ditlev Mørk, Eskild Toft, Freja Sand, Gorm Ager, Hülya Demir, "
    "Ilse Brandt, Jannik Holst, Kamma Lyng, Lauge Winther, Mai Truong, Nikolaj Bay, Oda Krarup, Palle Vang, "
    "Rosa Fabricius, Sune Lind, Tove Aaby, Ulrik Dam, Vera Juul, Xenia Bo, Yrsa Klint, Ziad Haddad"
).split(", ")
"""For the leaders of the other courses, taken in turn."""
