"""Forms in work, and what came of those for the management."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from desk.rules.form import FormName
from storage.codec import ANSWERS, FILES, STORY, TYPED_IN
from storage.tables.base import metadata, partial
from storage.types import Json, Number, UtcDateTime, Word

drafts = Table(
    "drafts",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("form", Word(FormName), nullable=False),
    Column("answers", Json(ANSWERS), nullable=False),
    Column("files", Json(FILES), nullable=False),
    Column("typed_in", Json(TYPED_IN), nullable=False),
    Column("story", Json(STORY), nullable=False),
    Column("revisiting", Text),
    Column("rev", BigInteger, nullable=False),
    Column("touched_at", UtcDateTime, nullable=False),
    UniqueConstraint("person", "form"),
    sqlite_autoincrement=True,
)
Index("ix_drafts_touched_at", drafts.c.touched_at, drafts.c.id)
IS_STEP = "form = 'secret'"
partial("ix_drafts_steps", drafts.c.touched_at, drafts.c.id, where=IS_STEP)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("praise", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("ticket", Number, ForeignKey("tickets.id")),
    sqlite_autoincrement=True,
)
Index("ix_feedback_at", feedback.c.at)
