"""Tickets by the words that were said in them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from desk.ids import ChatId, DraftId, TicketId
from desk.ports import Begin
from desk.rules.ticket import Ticket
from storage.search import MOST, stems
from tests.builders import ROOM
from tests.storage.saving import saving
from tests.storage.test_people import DANGLING

Kept = Callable[[str], Awaitable[TicketId]]


@pytest.fixture
def kept(begin: Begin, ticket: Ticket) -> Kept:
    """A further ticket in which that was said."""
    numbers = iter(range(100, 200))

    async def keep(words: str) -> TicketId:
        async with saving(begin) as work:
            other = await work.tickets.file(replace(ticket, draft=DraftId(next(numbers))))
            work.search.add(other.id, words)
            return other.id

    return keep


@pytest.mark.parametrize(
    ("said", "sought"),
    [
        ("Истёк сертификат сайта", "сертификата сайт"),
        ("Не открываются письма", "письмо открывается"),
        ("The certificates have expired", "certificate expire"),
        ("Счёт за хостинг", "СЧЕТА ХОСТИНГА"),
        ("Домен example.com не продлён", "example.com"),
        ("Поменяйте запись домена", "записи доменов"),
        ("Нет подписи", "подпись"),
        ("Почта не отправляется", "почту отправить"),
        ("Оплатили счета", "оплата счёт"),
        ("Сайтами и серверами", "сайт сервера"),
        ("Ошибки на странице", "ошибку страниц"),
        ("Приложил акт-сверки_2026.pdf", "акт 2026"),
    ],
)
async def test_words_are_found_in_any_of_their_forms(begin: Begin, kept: Kept, said: str, sought: str) -> None:
    number = await kept(said)
    async with begin() as work:
        assert await work.search.find(sought, ROOM) == [number]


async def test_all_of_the_words_must_be_there_wherever_in_the_ticket_they_were_said(begin: Begin, kept: Kept) -> None:
    both, one = await kept("Сайт не открывается"), await kept("Другой сайт")
    async with saving(begin) as work:
        work.search.add(both, "Похоже, истёк сертификат")
        work.search.add(both, "Сайт, сайт, сайт")
    async with begin() as work:
        assert await work.search.find("сертификат сайта", ROOM) == [both]
        assert await work.search.find("сайт", ROOM) == [one, both]
        assert await work.search.find("сайт", ROOM, limit=1) == [one]
        assert await work.search.find("сайт почта", ROOM) == []


@pytest.mark.parametrize("sought", ["", "  ", "!?", "я", "%", "' OR 1=1 --"])
async def test_what_holds_no_words_finds_nothing(begin: Begin, kept: Kept, sought: str) -> None:
    await kept("Сайт не открывается")
    async with begin() as work:
        assert await work.search.find(sought, ROOM) == []


async def test_words_lead_to_tickets_that_are_there(begin: Begin) -> None:
    with pytest.raises(DANGLING):
        async with saving(begin) as work:
            work.search.add(TicketId(999), "слова")


async def test_what_is_undone_leads_nowhere(begin: Begin, ticket: Ticket) -> None:
    async with begin() as work:
        work.search.add(ticket.id, "слова")
    async with begin() as work:
        assert await work.search.find("слова", ROOM) == []


def test_a_text_without_end_leaves_a_bounded_number_of_words() -> None:
    assert len(stems(" ".join(f"слово{number}" for number in range(5 * MOST)))) == MOST
    assert max(len(stem) for stem in stems("щ" * 4096)) < 100


@pytest.mark.parametrize(
    ("one", "other"), [("домен", "дом"), ("сайт", "сайдинг"), ("почта", "почерк"), ("счёт", "сеть")]
)
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert stems(one) != stems(other)


async def test_the_tickets_of_another_room_are_not_in_the_way(begin: Begin, kept: Kept) -> None:
    number = await kept("Сайт не открывается")
    async with begin() as work:
        assert await work.search.find("сайт", ChatId(-77)) == []
        assert await work.search.find("сайт", ROOM) == [number]
