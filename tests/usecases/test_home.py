"""The way in, and what every update tells about people and chats."""

from datetime import date

import pytest

from desk.errors import (
    AlreadySettled,
    AlreadyTaken,
    IllegalMove,
    NoSuchTicket,
    Refusal,
    SignInOff,
    TooLateToReopen,
    facts_of,
    name_of,
    refusal_of,
)
from desk.ids import ChatId, TicketId, private_chat
from desk.notices.client import HelpShown, LanguageAsked, Menu, Refused, ServiceLine, ServicesShown, Welcome
from desk.notices.staff import StaffHint
from desk.ports import Work
from desk.rules.entitlement import ServiceState, ServiceStatus
from desk.rules.form import FormName
from desk.usecases.arrivals import hint, tell_refusal, unknown_command
from desk.usecases.groups import describe_chat, group_moved
from desk.usecases.home import ask_language, choose_language, show_help, show_services, start
from desk.usecases.membership import person_blocked_us
from tests.builders import ANNA, ROOM, VIKTOR, a_client, a_second_service, a_service
from tests.usecases.stage import FIRST, Stage, a_stage

NEW_ROOM = ChatId(-100200)


# --- the menu -------------------------------------------------------------------------------------


async def test_a_known_person_gets_the_menu_and_a_stranger_the_way_in(stage: Stage) -> None:
    await stage.office.run(start, person=ANNA)
    await stage.office.run(start, person=VIKTOR)
    assert stage.news() == [Menu(to=ANNA, clients=("Romashka",)), Welcome(to=VIKTOR, can_sign_in=True)]


async def test_colleagues_are_greeted_as_such_and_managers_read_their_commands(stage: Stage) -> None:
    async def comes_into_the_group(work: Work) -> None:
        await work.members.add(ROOM, VIKTOR, work.now)

    await stage.office.run(comes_into_the_group)
    await stage.office.run(start, person=VIKTOR)
    greeting = stage.last(Welcome)
    assert (greeting.colleague, greeting.manager) == (True, False)
    await stage.office.run(show_services, person=VIKTOR)
    assert stage.last(Welcome) == greeting
    await stage.office.run(show_help, person=VIKTOR)
    assert stage.said(Welcome)[2:] == [greeting]
    assert stage.said(HelpShown) == []
    await stage.office.run(group_moved, old=ROOM, new=NEW_ROOM)
    await stage.office.run(start, person=VIKTOR)
    assert stage.last(Welcome) == greeting


async def test_a_manager_reads_what_managers_can_ask_for() -> None:
    stage = await a_stage(managers=(private_chat(VIKTOR),))
    await stage.office.run(start, person=VIKTOR)
    assert (stage.last(Welcome).colleague, stage.last(Welcome).manager) == (True, True)


async def test_the_menu_offers_to_go_on_with_a_form_that_was_begun(stage: Stage) -> None:
    await stage.opens()
    await stage.office.run(start, person=ANNA)
    assert stage.last(Menu).draft


async def test_a_stranger_who_only_looked_at_the_form_is_not_told_that_something_is_kept(stage: Stage) -> None:
    await stage.opens(FormName.PROSPECT, by=VIKTOR)
    await stage.office.run(start, person=VIKTOR)
    assert not stage.last(Welcome).kept
    await stage.chooses("yes", by=VIKTOR)
    await stage.office.run(start, person=VIKTOR)
    assert stage.last(Welcome).kept


async def test_1_5_services_are_shown_with_their_state_as_of_today(stage: Stage) -> None:
    async def panel_tells(work: Work) -> None:
        services = [a_service(status=ServiceStatus.SUSPENDED), a_second_service(paid_until=date(2026, 3, 2))]
        await work.clients.replace([a_client()], services)

    await stage.office.run(panel_tells)
    await stage.office.run(show_services, person=ANNA)
    assert stage.last(ServicesShown).services == (
        ServiceLine("shop.example", ServiceState.ACTIVE, date(2026, 3, 2)),
        ServiceLine("romashka.example", ServiceState.SUSPENDED, None),
    )
    stage.passes(hours=12)
    await stage.office.run(show_services, person=ANNA)
    assert stage.last(ServicesShown).services[1].state is ServiceState.EXPIRED


async def test_sec_17_a_stranger_is_shown_no_services(stage: Stage) -> None:
    await stage.office.run(show_services, person=VIKTOR)
    assert stage.names() == ["Welcome"]
    await stage.office.run(show_services, person=ANNA)
    assert stage.names() == ["ServicesShown"]


async def test_a_chosen_language_is_kept_and_the_menu_shown_in_it(stage: Stage) -> None:
    await stage.office.run(ask_language, person=ANNA)
    assert stage.said(LanguageAsked) == [LanguageAsked(to=ANNA)]
    await stage.office.run(choose_language, person=ANNA, language="en")
    assert (stage.store.people[ANNA].chosen, stage.names()[-1]) == ("en", "Menu")


async def test_2_2_2_5_help_shows_the_phone_the_help_centre_and_the_hours() -> None:
    stage = await a_stage(phone="+7 495 000-00-00", help_centre="https://help.example", hours="11:00-18:00")
    await stage.office.run(show_help, person=ANNA)
    assert stage.last(HelpShown) == HelpShown(
        to=ANNA, phone="+7 495 000-00-00", help_centre="https://help.example", hours="11:00-18:00"
    )


# --- a polite no ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "refusal",
    [
        NoSuchTicket(TicketId(7)),
        AlreadyTaken(TicketId(7), "Boris"),
        IllegalMove(TicketId(7), "solved", "waiting"),
        TooLateToReopen(TicketId(7)),
        SignInOff(),
        AlreadySettled(),
    ],
    ids=name_of,
)
async def test_a_refusal_survives_being_kept_by_its_name(stage: Stage, refusal: Refusal) -> None:
    await stage.office.run(tell_refusal, person=ANNA, refusal=refusal)
    kept = stage.last(Refused)
    again = refusal_of(kept.what, kept.facts)
    assert (type(again), vars(again)) == (type(refusal), vars(refusal))
    assert facts_of(again) == kept.facts


def test_a_refusal_of_another_version_is_a_plain_one() -> None:
    assert type(refusal_of("NotKnownHere", {})) is Refusal
    assert type(refusal_of("SignInOff", {})) is SignInOff


async def test_an_unknown_command_is_answered_where_it_was_typed(stage: Stage) -> None:
    await stage.office.run(unknown_command, person=ANNA, command="/fly")
    await stage.office.run(hint, chat=ROOM, topic=5, reply_to=6, what="OutsideATicket", facts={})
    assert stage.news() == [
        Refused(to=ANNA, what="unknown_command", facts={"command": "/fly"}),
        StaffHint(to=ROOM, what="OutsideATicket", facts={}, topic=5, reply_to=6),
    ]


# --- chats ----------------------------------------------------------------------------------------


async def test_a_group_is_known_as_it_is(stage: Stage) -> None:
    for forum in (True, False):
        await stage.office.run(describe_chat, chat=ROOM, title="Support", forum=forum)
        assert (stage.store.chats[ROOM].forum, stage.store.chats[ROOM].title) == (forum, "Support")


async def test_when_a_group_moves_its_tickets_and_what_is_owed_follow(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.writes("It is still down")
    await stage.office.run(group_moved, old=ROOM, new=NEW_ROOM)
    assert (stage.ticket().room, stage.store.rooms[FIRST].chat) == (NEW_ROOM, NEW_ROOM)
    assert {row.notice.chat for row in stage.store.outbox.values()} == {NEW_ROOM}
    await stage.writes("And the mail")
    assert {row.notice.chat for row in stage.store.outbox.values()} == {NEW_ROOM}


async def test_whoever_blocks_us_is_out_of_reach_until_they_unblock_us(stage: Stage) -> None:
    for blocked in (True, False):
        await stage.office.run(person_blocked_us, person=ANNA, blocked=blocked)
        assert stage.store.people[ANNA].reachable is not blocked
