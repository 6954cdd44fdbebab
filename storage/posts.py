"""Where messages lie, in SQL."""

from collections.abc import Iterable

from sqlalchemy import bindparam, false, select, true

from desk.ids import ChatId, MessageId
from desk.rules.messages import Post
from storage.sql import Sql, upsert
from storage.tables import posts
from storage.values import columns_of

_ADD = upsert(posts).on_conflict_do_nothing()
_AT = select(posts).where(posts.c.chat == bindparam("chat"), posts.c.message == bindparam("message"))
_OF = select(posts).where(posts.c.of == bindparam("message")).order_by(posts.c.part, posts.c.message)
_COPIES_OF = _OF.where(posts.c.chat == bindparam("chat"), posts.c.original == false())
_HOLDERS = (
    select(posts.c.chat)
    .where(posts.c.of == bindparam("message"), posts.c.original == false())
    .distinct()
    .order_by(posts.c.chat)
)
_ORIGINAL_OF = _OF.where(posts.c.original == true()).limit(1)


class Posts:
    """What is added is written by the commit, all at once, or when it is asked for before."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self._added: list[Post] = []

    async def add(self, posts: Iterable[Post]) -> None:
        self._added += posts

    async def flush(self) -> None:
        if self._added:
            await self._sql.run(_ADD, [columns_of(post) for post in self._added])
            self._added.clear()

    async def at(self, chat: ChatId, message: int) -> Post | None:
        await self.flush()
        row = await self._sql.one(_AT, chat=chat, message=message)
        return Post(**row) if row else None

    async def copies_of(self, message: MessageId, chat: ChatId) -> list[Post]:
        await self.flush()
        return [Post(**row) for row in await self._sql.all(_COPIES_OF, message=message, chat=chat)]

    async def holders(self, message: MessageId) -> list[ChatId]:
        await self.flush()
        return [ChatId(chat) for chat in await self._sql.column(_HOLDERS, message=message)]

    async def original_of(self, message: MessageId) -> Post | None:
        await self.flush()
        row = await self._sql.one(_ORIGINAL_OF, message=message)
        return Post(**row) if row else None
