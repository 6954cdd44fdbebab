"""Words that lead to tickets, in SQL, whatever their form.

English by Snowball. Its Russian takes -ена, -сь for endings (домена is not found by доменов, запись not by записи), and
a dictionary takes 50 MB: so Russian words lose an ending, and long ones are cut. That finds rather more than less.
"""

import re
from functools import lru_cache
from typing import Final

import snowballstemmer
from sqlalchemy import bindparam, func, select

from desk.ids import ChatId, TicketId
from storage.sql import Sql, upsert
from storage.tables import ticket_words, tickets

MOST: Final = 500
"""So many different words of one text are kept."""

LONGEST: Final = 60

_WORD: Final = re.compile(r"[^\W_]{2,}")
_CYRILLIC: Final = re.compile(r"[а-я]+")

_stemmer: Final = snowballstemmer.stemmer("english")

_SPELLED: Final = """
а я о е и ы у ю ь й ам ям ом ем ой ей ою ею ах ях ов ев ий ый ая яя ое ее ые ие ую юю их ых им ым ья ье ью
ами ями ого его ому ему ыми ими иях ией ием иям ями
ать ять ить еть уть ала али ило или ела ели ает яет ует ают яют уют ишь ешь ил ал ел ла ло ли ет ит ут ют ат ят
"""
_ENDINGS: Final = sorted(_SPELLED.split(), key=len, reverse=True)
_LEAST: Final = 3
_REFLEXIVE: Final = 7
_CUT: Final = 6
"""Letters. Verbs and what is made of them change in the middle too: their beginnings are the same."""

_ADD = upsert(ticket_words).on_conflict_do_nothing()
_FIND = (
    select(ticket_words.c.ticket)
    .join(tickets, tickets.c.id == ticket_words.c.ticket)
    .where(ticket_words.c.stem.in_(bindparam("stems", expanding=True)), tickets.c.room == bindparam("room"))
    .group_by(ticket_words.c.ticket)
    .having(func.count() == bindparam("many"))
    .order_by(ticket_words.c.ticket.desc())
    .limit(bindparam("most"))
)


def stems(text: str) -> list[str]:
    """The stems of a text, each once, in order."""
    words = dict.fromkeys(word[:LONGEST] for word in _WORD.findall(text.lower().replace("ё", "е")))
    return list(dict.fromkeys(_stem(word) for word in words))[:MOST]


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    if not _CYRILLIC.fullmatch(word):
        return str(_stemmer.stemWord(word))
    plain = word.removesuffix("ся").removesuffix("сь") if len(word) > _REFLEXIVE else word
    ending = next((end for end in _ENDINGS if plain.endswith(end) and len(plain) - len(end) >= _LEAST), "")
    return plain.removesuffix(ending)[:_CUT]


class Search:
    """What is added is written by the commit, all at once."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self._added: list[tuple[TicketId, str]] = []

    def add(self, ticket: TicketId, text: str) -> None:
        self._added.append((ticket, text))

    async def flush(self) -> None:
        pairs = dict.fromkeys((stem, ticket) for ticket, text in self._added for stem in stems(text))
        self._added.clear()
        if pairs:
            await self._sql.run(_ADD, [{"stem": stem, "ticket": ticket} for stem, ticket in pairs])

    async def find(self, text: str, room: ChatId, limit: int = 50) -> list[TicketId]:
        if not (wanted := stems(text)):
            return []
        return list(await self._sql.column(_FIND, stems=wanted, room=room, many=len(wanted), most=limit))
