"""A new version of a framework that waits to be taken into use, and what it makes stale."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class Revision(Base):
    """A new version that an author has handed in and not yet taken into use; one for a course."""

    __tablename__ = "revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100), unique=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    """Of the new version as the text of a framework.md."""
    file_name: Mapped[str] = mapped_column(String(200))
    """Empty: pasted text."""
    own_ids: Mapped[bool]
    """Whether people gave the ids; the importer's own tell nothing of the old ones."""
    unplaced: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    """JSON: the lines of the document that the importer could not place."""
    decisions: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    """JSON: key of a change -> what was decided."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Stale(Base):
    """A module, question or prompt that refers to something changed in the framework: to be looked at.

    It stays usable until then. At most one row is open for a part and what it refers to.
    """

    __tablename__ = "stale"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    """`module`, `question` or `prompt`."""
    item: Mapped[str] = mapped_column(Text)
    module: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(String(20))
    """What has changed: `statement`, `place`, `term` or `level`."""
    reference: Mapped[str] = mapped_column(Text)
    """Its id."""
    old_text: Mapped[str] = mapped_column(Text)
    """The wording that the part was written for."""
    new_text: Mapped[str] = mapped_column(Text)
    """Empty: it was removed."""
    change: Mapped[str] = mapped_column(String(20))
    """`changed` or `removed`."""
    weight: Mapped[str] = mapped_column(String(20))
    """`linguistic` or `substance`."""
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """None: it waits for a look."""
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    __table_args__ = (Index(None, "course", "settled_at"),)
