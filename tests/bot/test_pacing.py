"""Telegram's budgets: read from the setting, kept in every window, given back when a call was not made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import MARGIN, Limit, Limits, Pacing, Window, parse_limits
from bot.settings import EXAMPLES

EPOCH = 1_800_000_000.0
"""Seconds are as large as real ones, lest rounding hides in small numbers."""

ANNA, VIKTOR, ROOM, OTHER_ROOM = 101, 102, -1001, -1002


# --- the setting -----------------------------------------------------------------------------------


def test_the_default_is_read_as_it_is_written() -> None:
    assert parse_limits(EXAMPLES["TELEGRAM_LIMITS"]) == Limits(
        group=Limit(20, 60.0), private=Limit(3, 3.0), all=Limit(30, 1.0)
    )


@pytest.mark.parametrize("text", ["all:30/1s, group:20/60s ,private:3/3s", "private:3/3s,all:30/1s,group:20/60s"])
def test_the_order_and_spaces_between_limits_do_not_matter(text: str) -> None:
    assert parse_limits(text) == parse_limits("group:20/60s,private:3/3s,all:30/1s")


@pytest.mark.parametrize("text", ["off", "OFF", " off "])
def test_off_means_no_limits_at_all(text: str) -> None:
    assert parse_limits(text) == Limits(None, None, None)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "'' is not a limit such as group:20/60s"),
        ("fast", "'fast' is not a limit such as group:20/60s"),
        ("group:20/60,private:3/3s,all:30/1s", "'group:20/60' is not a limit"),
        ("group:0/60s,private:3/3s,all:30/1s", "'group:0/60s' is not a limit"),
        ("group:20/0s,private:3/3s,all:30/1s", "'group:20/0s' is not a limit"),
        ("group:-1/60s,private:3/3s,all:30/1s", "'group:-1/60s' is not a limit"),
        ("channel:20/60s,private:3/3s,all:30/1s", "'channel:20/60s' is not a limit"),
        ("group:20/60s,private:3/3s", "needs group, private and all, each once, or 'off'"),
        ("group:20/60s,private:3/3s,all:30/1s,off", "'off' is not a limit"),
        ("group:20/60s,group:30/60s,private:3/3s,all:30/1s", "each once"),
    ],
)
def test_a_bad_setting_says_what_is_wrong_with_which_part(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=r"limit|each once") as refusal:
        parse_limits(text)
    assert wrong in str(refusal.value)


# --- one window ------------------------------------------------------------------------------------

waits = st.lists(st.floats(0, 5), min_size=1, max_size=60)
limits = st.builds(Limit, st.integers(1, 6), st.sampled_from([1.0, 3.0, 10.0]))


def obeying(window: Window, now: float) -> float:
    """When somebody who asks at `now`, and asks again when told to wait, may call."""
    while (free := window.free_at(now)) > now:
        now = free
    return now


@given(limits, waits)
def test_no_window_ever_holds_more_calls_than_its_limit(limit: Limit, asked_after: list[float]) -> None:
    window, now, calls = Window(limit), EPOCH, list[float]()
    for wait in asked_after:
        now = obeying(window, now + wait)
        window.take(now, 1, under_way=False)
        calls.append(now)
    for first, beyond in zip(calls, calls[limit.count :], strict=False):
        assert beyond - first > limit.seconds


@given(limits, waits)
def test_nobody_waits_longer_than_the_window_and_its_margin(limit: Limit, asked_after: list[float]) -> None:
    window, now = Window(limit), EPOCH
    for wait in asked_after:
        asked = now + wait
        now = obeying(window, asked)
        assert now - asked <= limit.seconds + MARGIN + 1e-3
        window.take(now, 1, under_way=False)


@given(limits)
def test_a_burst_up_to_the_limit_goes_out_at_once(limit: Limit) -> None:
    window = Window(limit)
    for _ in range(limit.count):
        assert window.free_at(EPOCH) <= EPOCH
        window.take(EPOCH, 1, under_way=False)
    assert window.free_at(EPOCH) > EPOCH


@given(limits, waits, st.data())
def test_what_was_given_back_leaves_the_window_as_it_was(
    limit: Limit, asked_after: list[float], data: st.DataObject
) -> None:
    kept, tried, now = Window(limit), Window(limit), EPOCH
    for wait in asked_after:
        now = obeying(kept, now + wait)
        assert tried.free_at(now) <= now
        entries = tried.take(now, 1, under_way=False)
        if data.draw(st.booleans()):
            tried.give_back(entries)
        else:
            kept.take(now, 1, under_way=False)
        assert tried.free_at(now) == kept.free_at(now)


@pytest.mark.parametrize(
    ("items", "free_after"), [(1, 0.0), (3, 3.0 + MARGIN), (4, 3.0 + MARGIN), (7, 6.0 + MARGIN), (10, 9.0 + MARGIN)]
)
def test_an_album_takes_as_many_windows_as_it_fills(items: int, free_after: float) -> None:
    window = Window(Limit(3, 3.0))
    window.take(EPOCH, items, under_way=False)
    assert obeying(window, EPOCH) == pytest.approx(EPOCH + free_after)


@given(limits, st.integers(1, 30), waits)
def test_after_an_album_the_messages_never_outrun_the_budget(
    limit: Limit, items: int, asked_after: list[float]
) -> None:
    """Counted from the album on, there are never more messages than the windows begun so far may hold."""
    window, now, sent = Window(limit), EPOCH, items
    window.take(EPOCH, items, under_way=False)
    for wait in asked_after:
        now = obeying(window, now + wait)
        window.take(now, 1, under_way=False)
        sent += 1
        begun = (now - EPOCH) // limit.seconds + 1
        assert sent <= max(items, limit.count * begun)


def test_a_window_is_idle_once_its_calls_are_over() -> None:
    window = Window(Limit(2, 3.0))
    assert window.idle
    window.take(EPOCH, 1, under_way=False)
    assert not window.idle
    window.free_at(EPOCH + 4)
    assert window.idle


# --- chats -----------------------------------------------------------------------------------------


def full(pacing: Pacing, chat: int, calls: int, now: float = EPOCH) -> None:
    for _ in range(calls):
        assert pacing.free_at(chat, now) <= now
        pacing.spend(chat, now)


def test_each_chat_has_a_budget_of_its_own() -> None:
    pacing = Pacing(parse_limits("group:2/60s,private:1/3s,all:30/1s"))
    full(pacing, ANNA, 1)
    full(pacing, VIKTOR, 1)
    full(pacing, ROOM, 2)
    full(pacing, OTHER_ROOM, 2)
    assert pacing.free_at(ANNA, EPOCH) == pytest.approx(EPOCH + 3 + MARGIN)
    assert pacing.free_at(ROOM, EPOCH) == pytest.approx(EPOCH + 60 + MARGIN)


def test_groups_have_the_groups_limit_and_people_that_of_private_chats() -> None:
    pacing = Pacing(parse_limits("group:5/60s,private:1/3s,all:30/1s"))
    full(pacing, ANNA, 1)
    full(pacing, ROOM, 5)
    assert pacing.free_at(ANNA, EPOCH) > EPOCH
    assert pacing.free_at(ROOM, EPOCH) > EPOCH


def test_all_chats_together_have_a_limit_too() -> None:
    pacing = Pacing(parse_limits("group:20/60s,private:3/3s,all:2/1s"))
    full(pacing, ANNA, 1)
    full(pacing, ROOM, 1)
    assert pacing.free_at(VIKTOR, EPOCH) == pytest.approx(EPOCH + 1 + MARGIN)


def test_without_limits_everything_goes_at_once() -> None:
    pacing = Pacing(parse_limits("off"))
    for _ in range(200):
        assert pacing.free_at(ROOM, EPOCH) == EPOCH
        pacing.spend(ROOM, EPOCH)
    pacing.take(ROOM, EPOCH).give_back()
    assert pacing.free_at(ROOM, EPOCH) == EPOCH


@given(st.lists(st.tuples(st.floats(0, 2), st.sampled_from([ANNA, VIKTOR, ROOM, OTHER_ROOM])), max_size=80))
def test_whoever_obeys_keeps_every_limit_at_once(asked: list[tuple[float, int]]) -> None:
    budget = parse_limits("group:4/10s,private:2/3s,all:3/1s")
    assert budget.group
    assert budget.private
    assert budget.all
    pacing, now, calls = Pacing(budget), EPOCH, list[tuple[float, int]]()
    for wait, chat in asked:
        now += wait
        while (free := pacing.free_at(chat, now)) > now:
            now = free
        pacing.spend(chat, now)
        calls.append((now, chat))
    whole = [at for at, _ in calls]
    assert all(late - early > budget.all.seconds for early, late in zip(whole, whole[budget.all.count :], strict=False))
    for chat in {chat for _, chat in calls}:
        limit = budget.private if chat > 0 else budget.group
        own = [at for at, whose in calls if whose == chat]
        assert all(late - early > limit.seconds for early, late in zip(own, own[limit.count :], strict=False))


def test_giving_back_one_chats_call_does_not_take_away_anothers() -> None:
    """A call that turned out needless is given back a moment later, when others have called meanwhile."""
    pacing = Pacing(parse_limits("group:20/60s,private:3/3s,all:2/1s"))
    needless = pacing.take(ANNA, EPOCH)
    pacing.spend(VIKTOR, EPOCH + 0.9)
    needless.give_back()
    pacing.spend(ROOM, EPOCH + 1.1)
    assert pacing.free_at(OTHER_ROOM, EPOCH + 1.1) >= EPOCH + 1.9, "Viktor's call and the room's fill the second"


def test_quiet_chats_are_forgotten_and_busy_ones_are_not() -> None:
    pacing = Pacing(parse_limits("group:2/60s,private:1/3s,all:30/1s"))
    full(pacing, ANNA, 1)
    full(pacing, ROOM, 2)
    pacing.forget_idle(EPOCH + 10)
    assert set(pacing._chats) == {ROOM}
    assert pacing.free_at(ROOM, EPOCH + 10) > EPOCH + 10


def test_an_order_to_wait_holds_that_chat_until_it_is_over() -> None:
    pacing = Pacing(parse_limits("group:2/60s,private:1/3s,all:30/1s"))
    pacing.block(ANNA, EPOCH + 30)
    pacing.block(ANNA, EPOCH + 10)
    assert pacing.free_at(ANNA, EPOCH) == EPOCH + 30
    assert pacing.free_at(VIKTOR, EPOCH) == EPOCH
    pacing.forget_idle(EPOCH + 31)
    assert pacing.free_at(ANNA, EPOCH + 31) == EPOCH + 31


# --- a short budget --------------------------------------------------------------------------------


def test_a_budget_is_short_when_half_of_it_is_spent_until_it_is_free_again() -> None:
    pacing = Pacing(Limits(group=Limit(4, 60.0)))
    short = []
    for number in range(3):
        short.append(pacing.is_short(ROOM, EPOCH + number))
        pacing.spend(ROOM, EPOCH + number)
    assert short == [False, False, True]
    assert not pacing.is_short(OTHER_ROOM, EPOCH + 3)
    assert pacing.is_short(ROOM, EPOCH + 61)
    assert not pacing.is_short(ROOM, EPOCH + 63)


def test_after_an_order_to_wait_a_budget_is_short_for_a_minute_whatever_the_limits() -> None:
    pacing = Pacing(Limits())
    assert not pacing.is_short(ROOM, EPOCH)
    pacing.block(ROOM, EPOCH + 30)
    pacing.forget_idle(EPOCH + 31)
    assert pacing.is_short(ROOM, EPOCH + 89)
    assert not pacing.is_short(ROOM, EPOCH + 91)
    assert pacing.free_at(ROOM, EPOCH + 31) == EPOCH + 31
