"""Memberships, blocks, anonymity, privacy mode, migration."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat
from aiogram.types import ChatMemberAdministrator, ChatMemberMember

from simulator import ImpossibleError, Simulator
from tests.simulator.helpers import forum, refusal, started, taken


async def test_a_block_and_its_end_are_told(sim: Simulator, bot: Bot) -> None:
    anna = await started(sim, bot)
    await anna.blocks_bot()
    with pytest.raises(ImpossibleError, match="has blocked the bot"):
        await anna.writes("hello")
    await anna.unblocks_bot()
    changes = [update.my_chat_member for update in await taken(bot)]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes if c] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_the_bot_learns_of_its_own_standing(sim: Simulator, bot: Bot) -> None:
    staff = sim.group("Staff")
    (first, joined) = await taken(bot)
    assert first.my_chat_member is not None
    assert isinstance(first.my_chat_member.new_chat_member, ChatMemberAdministrator)
    assert first.my_chat_member.new_chat_member.can_manage_topics
    assert joined.message is not None
    assert joined.message.new_chat_members is not None
    await staff.set_bot("administrator", ["can_pin_messages"])
    await staff.set_bot("kicked")
    demoted, kicked = await taken(bot)
    assert demoted.my_chat_member is not None
    new: Any = demoted.my_chat_member.new_chat_member
    assert (new.can_pin_messages, new.can_manage_topics) == (True, False)
    assert kicked.my_chat_member is not None
    assert kicked.my_chat_member.new_chat_member.status == "kicked"
    error = await refusal(bot.send_message(staff.id, "x"))
    assert error == "Forbidden: bot was kicked from the supergroup chat"


async def test_outside_a_group_the_bot_is_refused(sim: Simulator, bot: Bot) -> None:
    plain = sim.plain_group("Plain")
    await bot.leave_chat(plain.id)
    assert await refusal(bot.send_message(plain.id, "x")) == "Forbidden: bot is not a member of the group chat"
    staff = await forum(sim, bot)
    await bot.leave_chat(staff.id)
    assert await refusal(bot.get_chat(staff.id)) == "Forbidden: bot is not a member of the supergroup chat"


async def test_members_are_known(sim: Simulator, bot: Bot) -> None:
    boris, chief, ivan = sim.person("Boris"), sim.person("Chief"), sim.person("Ivan")
    staff = await forum(sim, bot, boris, admins=[chief])
    assert isinstance(await bot.get_chat_member(staff.id, boris.id), ChatMemberMember)
    assert (await bot.get_chat_member(staff.id, ivan.id)).status == "left"
    assert {member.user.id for member in await bot.get_chat_administrators(staff.id)} >= {chief.id, bot.id}
    assert await bot.get_chat_member_count(staff.id) == 4
    await staff.remove(boris)
    assert (await bot.get_chat_member(staff.id, boris.id)).status == "kicked"
    assert await refusal(bot.get_chat_member(staff.id, 99)) == "Bad Request: PARTICIPANT_ID_INVALID"
    assert await refusal(bot.get_chat_member(staff.id, 0)) == "Bad Request: invalid user_id specified"


async def test_comings_and_goings_are_told_to_an_administrator(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot)
    await bot.get_updates(allowed_updates=["message", "chat_member"])
    await boris.joins(staff)
    await boris.leaves(staff)
    joined, welcome, left, farewell = await taken(bot)
    assert joined.chat_member is not None
    assert (joined.chat_member.old_chat_member.status, joined.chat_member.new_chat_member.status) == ("left", "member")
    assert welcome.message is not None
    assert welcome.message.new_chat_members is not None
    assert left.chat_member is not None
    assert left.chat_member.new_chat_member.status == "left"
    assert farewell.message is not None
    assert farewell.message.left_chat_member is not None


async def test_an_anonymous_administrator_speaks_as_the_group(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris)
    await boris.writes("open", chat=staff)
    await staff.add(boris, anonymous=True)
    await boris.writes("hidden", chat=staff)
    opened, hidden = [update.message for update in await taken(bot) if update.message and update.message.text]
    assert opened is not None
    assert opened.sender_chat is None
    assert hidden is not None
    assert hidden.sender_chat is not None
    assert hidden.sender_chat.id == staff.id
    assert hidden.from_user is not None
    assert (hidden.from_user.id, hidden.from_user.username) == (1087968824, "GroupAnonymousBot")
    assert (await staff.last()).from_name == "Staff"


async def test_in_privacy_mode_the_bot_sees_what_is_meant_for_it(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    staff = await forum(sim, bot, boris, bot_is_admin=False)
    card = await bot.send_message(staff.id, "card")
    await boris.writes("chatter", chat=staff)
    await boris.writes("/help", chat=staff)
    await boris.writes("answer", reply_to=await boris.sees("card", chat=staff, anywhere=True))
    await boris.writes("well, @FrontDesk_bot?", chat=staff)
    heard = [update.message for update in await taken(bot)]
    assert [message.text for message in heard if message] == ["/help", "answer", "well, @FrontDesk_bot?"]
    assert heard[1] is not None
    assert heard[1].reply_to_message is not None
    assert heard[1].reply_to_message.message_id == card.message_id


async def test_a_basic_group_becomes_a_supergroup(sim: Simulator, bot: Bot) -> None:
    boris = sim.person("Boris")
    plain = sim.plain_group("Staff", members=[boris])
    await taken(bot)
    staff = await plain.upgrade()
    old, new = [update.message for update in await taken(bot)]
    assert old is not None
    assert (old.chat.id, old.migrate_to_chat_id) == (plain.id, staff.id)
    assert new is not None
    assert (new.chat.id, new.migrate_from_chat_id) == (staff.id, plain.id)
    with pytest.raises(TelegramMigrateToChat) as caught:
        await bot.send_message(plain.id, "x")
    assert caught.value.migrate_to_chat_id == staff.id
    await bot.send_message(staff.id, "x")
    await boris.writes("hello", chat=staff)
    with pytest.raises(ImpossibleError):
        await boris.writes("hello", chat=plain)
    assert (await bot.get_chat(staff.id)).is_forum


async def test_a_person_is_described(sim: Simulator, bot: Bot) -> None:
    anna = sim.person("Анна", "Смирнова", username="anna", language="en")
    await anna.writes("/start")
    (update,) = await taken(bot)
    assert update.message is not None
    user = update.message.from_user
    assert user is not None
    assert (user.id, user.full_name, user.username, user.language_code) == (anna.id, "Анна Смирнова", "anna", "en")
    assert user.id > 2**32
    chat = await bot.get_chat(anna.id)
    assert (chat.type, chat.full_name) == ("private", "Анна Смирнова")


async def test_only_administrators_are_anonymous(sim: Simulator, bot: Bot) -> None:
    boris, chief = sim.person("Boris"), sim.person("Chief")
    staff = await forum(sim, bot, boris, admins=[chief])
    assert (await chief.writes("hello", chat=staff, anonymously=True)).from_name == "Staff"
    with pytest.raises(ImpossibleError, match="no administrator"):
        await boris.writes("hello", chat=staff, anonymously=True)
