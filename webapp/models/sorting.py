"""A document on its way to becoming a course."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime
from webapp.models.columns import names


class SortingState(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    FAILED = "failed"
    SORTING = "sorting"
    BUILT = "built"


class Sorting(Base):
    """What an import found beside the framework itself, which is the draft's `framework.md`."""

    __tablename__ = "sorting"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str | None] = mapped_column(String(100), unique=True)
    """None until the document has been read."""
    file_name: Mapped[str] = mapped_column(String(300))
    """Empty for pasted text."""
    upload: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The document itself, until it has been read."""
    state: Mapped[SortingState] = mapped_column(names(SortingState), default=SortingState.WAITING)
    claim: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Who reads it; a reader whose claim is not here any more may write nothing."""
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The reader's last sign of life."""
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    total: Mapped[int] = mapped_column(default=0, server_default="0")
    """Pages; 0 while nobody knows."""
    problem: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Why it could not be read, as a Danish sentence."""
    name: Mapped[str] = mapped_column(String(300), default="", server_default="")
    """What the framework is called; the file's name until it has been read."""
    source: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The document as text."""
    places: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    """JSON: statement id -> its line in the source as the import saw it."""
    doubts: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    """JSON: statement id -> why it may stand in the wrong place; settled ones are taken out."""
    notice: Mapped[str] = mapped_column(Text, default="", server_default="")
    """What the import tells of the document as a whole."""
    answered: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the author has said if the numbers fit her document."""
    behind: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    """JSON: the hashes of the states that "Fortryd" leads back to, the nearest last."""
    ahead: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    """JSON: the hashes of the states that were undone, the nearest last."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
