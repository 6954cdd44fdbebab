"""Which groups the bot is in, read from updates of any form."""

from typing import Any

import pytest

from bot.groups_seen import seen_in

GROUP = {"id": -1001, "type": "supergroup", "title": "Support"}
OLGA = {"id": 5, "is_bot": False, "first_name": "Olga", "last_name": "P"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


def standing(status: str, by: dict[str, Any] = OLGA, **chat: Any) -> dict[str, Any]:
    body = {"chat": GROUP | chat, "from": by, "new_chat_member": {"status": status}}
    return {"update_id": 1, "my_chat_member": body}


def told(**facts: Any) -> dict[str, Any]:
    return {"update_id": 2, "message": {"chat": GROUP, "from": OLGA, **facts}}


def test_where_the_bot_was_added_and_by_whom() -> None:
    (group,) = seen_in([standing("administrator"), told(text="hello")])
    assert (group.id, group.title, group.channel) == (-1001, "Support", False)
    assert group.added_by is not None
    assert (group.added_by.id, group.added_by.full_name) == (5, "Olga P")


def test_whoever_writes_in_a_group_has_not_added_the_bot_nor_has_somebody_without_a_name() -> None:
    assert [group.added_by for group in seen_in([told()])] == [None]
    assert [group.added_by for group in seen_in([standing("member", by=ANONYMOUS)])] == [None]


@pytest.mark.parametrize("status", ["left", "kicked"])
def test_where_the_bot_is_no_more_is_none(status: str) -> None:
    assert seen_in([standing("administrator"), standing(status)]) == []
    assert [group.id for group in seen_in([standing(status), standing("member")])] == [-1001]


def test_a_group_that_became_another_is_that_one() -> None:
    assert [group.id for group in seen_in([told(migrate_to_chat_id=-1009)])] == [-1009]


def test_a_private_chat_is_none_and_a_channel_is_told_apart() -> None:
    assert seen_in([standing("member", id=5, type="private")]) == []
    assert [group.channel for group in seen_in([standing("administrator", type="channel")])] == [True]


@pytest.mark.parametrize(
    "update",
    [None, 7, [], {}, {"my_chat_member": 1}, {"message": {}}, {"message": {"chat": {"id": "x", "type": "group"}}}],
    ids=str,
)
def test_what_is_of_another_form_is_passed_over(update: object) -> None:
    assert [group.id for group in seen_in([update, standing("member")])] == [-1001]
