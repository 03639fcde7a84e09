"""What the tables share."""

from enum import StrEnum

from sqlalchemy import Enum


def names(enum: type[StrEnum]) -> Enum:
    """A column of the enum's values, checked by the database."""
    return Enum(enum, native_enum=False, values_callable=lambda each: [item.value for item in each], length=20)
