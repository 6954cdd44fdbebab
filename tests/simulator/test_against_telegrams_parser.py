"""The local Telegram reads texts as Telegram does: both are given the same random ones.

Compared are the three steps that a text goes through: markup read (or refused, word for word, with the offset in
bytes), cleaned with its entities, and completed with what Telegram finds itself. Not compared: white space cut at both
ends and phone numbers, for which TDLib has no offline answer; characters newer than Python's Unicode; and Markdown,
which the local Telegram refuses.
"""

import os
from collections.abc import Iterator
from itertools import groupby

import pytest

from simulator.errors import ApiError
from simulator.text.cleaning import cleaned
from simulator.text.detect import detected
from simulator.text.html import parse_html
from tests.conftest import Figure
from tests.simulator import telegrams_parser as telegram
from tests.simulator.telegrams_parser import Entity
from tests.simulator.wild_texts import Wild

SEED = os.environ.get("TEST_TEXTS_SEED", "1")
SIGNS_OF_MARKDOWN = str.maketrans("`[_*~|", "xxxxxx")
NOT_OURS_TO_COMPARE = {"phone_number"}
SAME_RANK = {"expandable_blockquote": "blockquote", "text_mention": "text_link"}

Read = tuple[str, list[Entity]] | str


def test_five_hundred_wild_texts_are_read_as_telegram_reads_them() -> None:
    assert "\n".join(differences(SEED, 500)) == ""


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_twenty_thousand_wild_texts_are_read_as_telegram_reads_them(figure: Figure) -> None:
    found = list(differences(SEED, 20_000))
    figure("random texts read as Telegram reads them (strings, seed)", f"20,000, {SEED}")
    figure("random texts read otherwise", len(found))
    assert "\n".join(found[:10]) == ""


def test_the_random_texts_are_worth_reading() -> None:
    """Enough of them are accepted, refused for different reasons, and hold entities of every kind."""
    read = [telegram.parsed(Wild(f"{SEED}-{number}").markup()) for number in range(500)]
    refused = {answer.split('"')[0].split(" at ")[0] for answer in read if isinstance(answer, str)}
    entities = [entity["type"] for answer in read if not isinstance(answer, str) for entity in answer[1]]
    typed = [telegram.without_left_out(Wild(f"{SEED}-{number}").typed()) for number in range(500)]
    found = {entity["type"] for text in typed for entity in telegram.found(text)}
    assert len(refused) >= 8
    assert len([answer for answer in read if isinstance(answer, str)]) < 200
    assert {*entities, *found} == set(telegram.KINDS.values())


def test_telegrams_parser_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    telegram.parsed("<b>x")
    telegram.found("@user_name")
    telegram.cleaned("x", [])
    assert capfd.readouterr() == ("", "")


def differences(seed: str, count: int) -> Iterator[str]:
    """What the two read differently: how to make the string again, the string, and both answers."""
    for number in range(count):
        wild = Wild(f"{seed}-{number}")
        markup, text = wild.markup(), wild.typed()
        read = telegram.parsed(markup)
        pairs: list[tuple[str, object, Read, Read]] = [("read", markup, read, _read(markup))]
        pairs.append(_found(text))
        if not isinstance(read, str):
            pairs += [_found(read[0]), _cleaned(read[0].translate(SIGNS_OF_MARKDOWN), read[1])]
        for step, given, theirs, ours in pairs:
            if _comparable(theirs) != _comparable(ours):
                yield f"{step}, Wild({f'{seed}-{number}'!r}): {given!r}\n  Telegram: {theirs}\n  here:     {ours}"


def _read(markup: str) -> Read:
    try:
        return parse_html(markup)
    except ApiError as error:
        return error.description


def _found(text: str) -> tuple[str, object, Read, Read]:
    text = telegram.without_left_out(text)
    ours = [entity for entity in detected(text) if entity["type"] not in NOT_OURS_TO_COMPARE]
    return "found", text, (text, telegram.found(text)), (text, ours)


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, object, Read, Read]:
    try:
        ours: Read = cleaned(text, entities)
    except ApiError as error:
        ours = error.description
    return "cleaned", (text, entities), telegram.cleaned(text, entities), ours


def _comparable(read: Read) -> Read:
    """The order of entities with the same place and rank is not defined by Telegram when there are more than 16."""
    if isinstance(read, str):
        return read
    entities: list[Entity] = []
    for _, same in groupby(read[1], lambda entity: (entity["offset"], entity["length"], _rank(entity))):
        entities += sorted(same, key=repr)
    return read[0], entities


def _rank(entity: Entity) -> str:
    return SAME_RANK.get(str(entity["type"]), str(entity["type"]))
