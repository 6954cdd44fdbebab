"""What each answer of Telegram, and each way of getting none, means for what we sent."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.methods import SendMessage
from aiohttp import ClientConnectorDNSError, ClientConnectorError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from bot.settle import TRIES
from bot.verdicts import BAD_REQUESTS, BY_KIND, FORBIDDEN, Fate, verdict
from simulator import Simulator
from simulator.errors import ApiError
from tests.faults.proxy import BadLine, Break

METHOD = SendMessage(chat_id=101, text="Здравствуйте")


def bad_request(text: str) -> TelegramBadRequest:
    return TelegramBadRequest(METHOD, f"Bad Request: {text}")


def forbidden(text: str) -> TelegramForbiddenError:
    return TelegramForbiddenError(METHOD, f"Forbidden: {text}")


# --- the texts of 400 and 403 ----------------------------------------------------------------------

FATES = {
    Fate.TOPIC_CLOSED: ("TOPIC_CLOSED",),
    Fate.ACCEPTED: [
        (
            "message is not modified: specified new message content and reply markup are exactly the same as a current "
            "content and reply markup of the message"
        ),
        "TOPIC_NOT_MODIFIED",
    ],
    Fate.TOPIC_GONE: ["message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"],
    Fate.NO_FORUM: ["the chat is not a forum", "the chat is not a supergroup forum"],
    Fate.TARGET_GONE: [
        "message to edit not found",
        "message can't be edited",
        "MESSAGE_ID_INVALID",
        "there is no text in the message to edit",
        "there is no caption in the message to edit",
        "message to react not found",
        "REACTION_INVALID",
        "message to delete not found",
    ],
    Fate.TOO_OLD: ["message can't be deleted", "message can't be deleted for everyone"],
    Fate.SHUT_OUT: [
        "not enough rights to send text messages to the chat",
        "have no write access to the chat",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_RESTRICTED",
    ],
    Fate.NO_RIGHT: [
        "not enough rights to send photos to the chat",
        "not enough rights to create a topic",
        "not enough rights to edit the topic",
        "not enough rights to close or open the topic",
    ],
    Fate.REPLY_GONE: ["message to be replied not found"],
    Fate.GONE: ["chat not found", "private chat not found", "user not found"],
}
"""What Telegram says, word for word, and what becomes of the row."""

HOPELESS = [
    "message text is empty",
    "text is too long",
    "message is too long",
    "message caption is too long",
    'can\'t parse entities: Unsupported start tag "div" at byte offset 0',
    "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    "message to copy not found",
    "message has protected content and can't be forwarded",
    "there are no messages to send",
    "too many messages to send as an album",
    "can't use the media of the specified type in the album",
    "there is no photo in the request",
    "wrong file identifier/HTTP URL specified",
    "invalid file_id",
    "file is too big",
    "IMAGE_PROCESS_FAILED",
    "PHOTO_INVALID_DIMENSIONS",
    "reply markup is too long",
    "BUTTON_DATA_INVALID",
    "name must be non-empty",
]
"""Ours to avoid, and nobody's to repair: staff must hear of it after a few tries at the most."""


@pytest.mark.parametrize(("text", "fate"), [(text, fate) for fate, texts in FATES.items() for text in texts])
def test_every_bad_request_that_has_a_remedy_gets_it(text: str, fate: Fate) -> None:
    found = verdict(bad_request(text))
    assert found.fate is fate
    assert text in found.detail


@pytest.mark.parametrize("text", HOPELESS)
def test_what_has_no_remedy_is_given_up_after_a_few_tries_and_never_taken_for_something_else(text: str) -> None:
    assert verdict(bad_request(text)).fate in {Fate.REFUSED, Fate.RETRY}


def test_a_file_that_telegram_lost_for_a_moment_is_tried_again() -> None:
    assert verdict(bad_request("wrong file_id or the file is temporarily unavailable")).fate is Fate.RETRY


@pytest.mark.parametrize("inner", ["IMAGE_PROCESS_FAILED", "CHAT_WRITE_FORBIDDEN", "message thread not found"])
def test_an_album_of_which_a_part_may_have_arrived_is_an_unknown_outcome(inner: str) -> None:
    """Telegram reports the first item that failed: those before it are with the reader already."""
    error = bad_request(f'Failed to send message #2 with the error message "{inner}"')
    assert verdict(error).fate is Fate.UNKNOWN


def test_an_error_that_nobody_knows_yet_is_tried_again_but_not_for_ever() -> None:
    assert verdict(bad_request("the moon is in the wrong phase")).fate is Fate.RETRY
    assert 2 <= TRIES <= 10


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("bot was blocked by the user", Fate.BLOCKED),
        ("bot can't initiate conversation with a user", Fate.BLOCKED),
        ("user is deactivated", Fate.GONE),
        ("bot was kicked from the group chat", Fate.SHUT_OUT),
        ("bot was kicked from the supergroup chat", Fate.SHUT_OUT),
        ("bot is not a member of the group chat", Fate.SHUT_OUT),
        ("bot is not a member of the supergroup chat", Fate.SHUT_OUT),
        ("the group chat was deleted", Fate.SHUT_OUT),
        ("the bot can't send messages to the bot", Fate.SHUT_OUT),
        ("something that was never said before", Fate.SHUT_OUT),
    ],
)
def test_every_forbidden_has_its_fate(text: str, fate: Fate) -> None:
    assert verdict(forbidden(text)).fate is fate


def test_the_case_of_the_letters_does_not_matter() -> None:
    assert verdict(bad_request("Message Thread Not Found")).fate is Fate.TOPIC_GONE
    assert verdict(bad_request("topic_deleted")).fate is Fate.TOPIC_GONE


def test_the_tables_are_in_lower_case_as_they_are_looked_up() -> None:
    assert [part for part, _ in BAD_REQUESTS + FORBIDDEN if part != part.lower()] == []


def test_no_row_of_a_table_stands_behind_one_that_takes_its_texts() -> None:
    for table in (BAD_REQUESTS, FORBIDDEN):
        parts = [part for part, _ in table]
        hidden = [(part, other) for place, part in enumerate(parts) for other in parts[:place] if other in part]
        assert [pair for pair in hidden if dict(table)[pair[0]] is not dict(table)[pair[1]]] == []


# --- orders to wait and to move --------------------------------------------------------------------


def test_an_order_to_wait_says_how_long() -> None:
    error = TelegramRetryAfter(METHOD, "Too Many Requests: retry after 35", retry_after=35)
    found = verdict(error)
    assert (found.fate, found.wait) == (Fate.WAIT, 35.0)


def test_a_group_that_became_a_supergroup_says_where_it_is() -> None:
    error = TelegramMigrateToChat(METHOD, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1001)
    found = verdict(error)
    assert (found.fate, found.moved_to) == (Fate.MOVED, -1001)


def test_too_many_requests_without_a_number_was_certainly_not_sent() -> None:
    """aiogram knows no order to wait of 0 seconds, or without a number: it gives its most general error."""
    error = TelegramAPIError(METHOD, "Too Many Requests: retry after 0")
    assert verdict(error).fate in {Fate.WAIT, Fate.NOT_SENT}


# --- through aiogram, over a real connection -------------------------------------------------------


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator() as sim:
        yield sim


@pytest.fixture
async def line(sim: Simulator) -> AsyncIterator[BadLine]:
    async with BadLine(sim.api_url) as line:
        yield line


async def fate_of_a_call(url: str, token: str, *, seconds: float = 30) -> Fate:
    """How a real call over this line is judged."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url), timeout=seconds))
    try:
        await bot(METHOD)
    except Exception as error:
        return verdict(error).fate
    finally:
        await bot.session.close()
    return Fate.ACCEPTED


async def test_nobody_at_the_other_end_means_that_it_was_not_sent(sim: Simulator, line: BadLine) -> None:
    await line.down()
    assert await fate_of_a_call(line.url, sim.bot_token) is Fate.NOT_SENT


@pytest.mark.parametrize("how", [Break.LOST_ANSWER, Break.LOST_CALL, Break.BAD_GATEWAY])
async def test_once_connected_no_failure_of_the_line_tells_whether_it_was_done(
    sim: Simulator, line: BadLine, how: Break
) -> None:
    line.breaks("sendMessage", how)
    assert await fate_of_a_call(line.url, sim.bot_token) is Fate.UNKNOWN


async def test_an_answer_that_takes_too_long_leaves_the_outcome_unknown(sim: Simulator, line: BadLine) -> None:
    line.breaks("sendMessage", Break.HANG)
    assert await fate_of_a_call(line.url, sim.bot_token, seconds=0.2) is Fate.UNKNOWN


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (ApiError(429, "Too Many Requests: retry after 7", retry_after=7), Fate.WAIT),
        (ApiError(500, "Internal Server Error: restart"), Fate.UNKNOWN),
        (ApiError(502, "Bad Gateway"), Fate.UNKNOWN),
        (ApiError(401, "Unauthorized"), Fate.NOT_SENT),
        (ApiError(404, "Not Found: method not found"), Fate.NOT_SENT),
        (ApiError(413, "Request Entity Too Large: file is too big"), Fate.REFUSED),
        (ApiError(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1001), Fate.MOVED),
        (ApiError(403, "Forbidden: bot was blocked by the user"), Fate.BLOCKED),
    ],
)
async def test_what_telegram_answers_is_understood_through_aiogram(sim: Simulator, error: ApiError, fate: Fate) -> None:
    def refuse(_: object) -> None:
        raise error

    sim.api.before.append(refuse)
    assert await fate_of_a_call(sim.api_url, sim.bot_token) is fate


async def test_a_message_that_was_sent_and_removed_at_once_is_not_sent_for_ever(sim: Simulator) -> None:
    """Telegram did it, and an anti-spam bot undid it: every further try would end in the same way."""
    text = "Internal Server Error: sent message was immediately deleted and can't be returned"

    def refuse(_: object) -> None:
        raise ApiError(500, text)

    sim.api.before.append(refuse)
    assert await fate_of_a_call(sim.api_url, sim.bot_token) in {Fate.REFUSED, Fate.RETRY, Fate.ACCEPTED}


# --- errors of the connection ----------------------------------------------------------------------

KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)


def network(cause: BaseException) -> TelegramNetworkError:
    error = TelegramNetworkError(METHOD, f"{type(cause).__name__}: {cause}")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("cause", "fate"),
    [
        (ClientConnectorError(KEY, OSError("refused")), Fate.NOT_SENT),
        (ClientConnectorDNSError(KEY, OSError("no such host")), Fate.NOT_SENT),
        (ServerDisconnectedError(), Fate.UNKNOWN),
        (TimeoutError(), Fate.UNKNOWN),
    ],
)
def test_only_a_connection_that_never_was_is_certain(cause: BaseException, fate: Fate) -> None:
    assert verdict(network(cause)).fate is fate


def test_a_proxy_that_does_not_connect_means_that_it_was_not_sent() -> None:
    for kind in (ProxyError, ProxyConnectionError, ProxyTimeoutError):
        assert verdict(kind("General SOCKS server failure")).fate is Fate.NOT_SENT


@pytest.mark.parametrize("error", [RuntimeError("a fault of ours"), ValueError(), asyncio.IncompleteReadError(b"", 1)])
def test_an_exception_that_nobody_thought_of_is_never_taken_for_a_success(error: Exception) -> None:
    found = verdict(error)
    assert found.fate is Fate.UNKNOWN
    assert type(error).__name__ in found.detail


def test_every_fate_can_come_about() -> None:
    """One that nothing leads to would be documented for nothing."""
    told = {fate for _, fate in BAD_REQUESTS + FORBIDDEN} | {fate for _, fate in BY_KIND}
    assert set(Fate) - told == {Fate.WAIT, Fate.MOVED, Fate.RETRY}
