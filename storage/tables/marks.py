"""What the desk remembers of itself."""

from sqlalchemy import Column, Table, Text

from storage.tables.base import metadata

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
