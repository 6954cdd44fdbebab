"""Updates between Telegram and the handlers."""

from datetime import timedelta

from desk.ports import Arrived, Begin, InboxRow, Queue
from tests.builders import MONDAY
from tests.storage.saving import saving

SECOND = timedelta(seconds=1)


def arrived(update: int, lane: int = 1, album: str = "") -> Arrived:
    return Arrived(update, lane, f'{{"update_id": {update}}}', album)


async def keep(begin: Begin, *items: Arrived) -> int:
    async with saving(begin) as work:
        return await work.inbox.add(items, MONDAY)


async def ready(begin: Begin, seconds: int = 0, limit: int = 100) -> list[int]:
    async with begin() as work:
        return [row.update for row in await work.inbox.ready(MONDAY + seconds * SECOND, limit)]


async def test_updates_are_kept_as_they_came(begin: Begin) -> None:
    assert await keep(begin, Arrived(7, -100, '{"text": "ёлка"}', "album"), arrived(8)) == 2
    async with begin() as work:
        assert await work.inbox.ready(MONDAY, 10) == [
            InboxRow(7, -100, '{"text": "ёлка"}', "album", MONDAY, tries=0),
            InboxRow(8, 1, '{"update_id": 8}', "", MONDAY, tries=0),
        ]


async def test_an_update_that_comes_again_is_left_alone(begin: Begin) -> None:
    assert await keep(begin, arrived(1), arrived(2)) == 2
    assert await keep(begin, Arrived(2, 5, "changed"), arrived(3), arrived(3)) == 1
    assert await keep(begin) == 0
    async with begin() as work:
        assert [row.raw for row in await work.inbox.ready(MONDAY, 10)] == [arrived(number).raw for number in (1, 2, 3)]


async def test_an_update_that_was_handled_does_not_come_back(begin: Begin) -> None:
    await keep(begin, arrived(1))
    async with saving(begin) as work:
        assert await work.inbox.done([1], MONDAY) == 1
    assert await keep(begin, arrived(1)) == 0
    assert await ready(begin) == []


async def test_updates_are_handled_oldest_first(begin: Begin) -> None:
    await keep(begin, arrived(3), arrived(1, lane=2), arrived(2))
    assert await ready(begin) == [1, 2, 3]
    assert await ready(begin, limit=2) == [1, 2]


async def test_a_chat_of_which_hundreds_wait_hides_no_other(begin: Begin) -> None:
    await keep(begin, *(arrived(number) for number in range(1, 601)), arrived(601, lane=2), arrived(602, lane=3))
    assert len(await ready(begin, limit=500)) == 500
    async with begin() as work:
        assert [row.update for row in await work.inbox.ready(MONDAY, 500, without=[1])] == [601, 602]
        assert [row.update for row in await work.inbox.ready(MONDAY, 500, without=[1, 3])] == [601]
        assert await work.inbox.ready(MONDAY, 500, without=[1, 2, 3]) == []


async def test_done_tells_how_many_were_not_done_before(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2), arrived(3))
    async with saving(begin) as work:
        assert await work.inbox.done([1, 2, 2], MONDAY) == 2
        assert await work.inbox.done([2, 3], MONDAY) == 1
        assert await work.inbox.done([1, 2, 3, 999], MONDAY) == 0
        assert await work.inbox.done([], MONDAY) == 0
    assert await ready(begin) == []


async def test_a_lane_waits_for_its_first_update_and_others_go_on(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2, lane=2), arrived(3))
    async with saving(begin) as work:
        await work.inbox.retry(1, "boom", MONDAY + 5 * SECOND)
    assert await ready(begin) == [2]
    assert await ready(begin, seconds=5) == [1, 2, 3]
    async with begin() as work:
        assert [row.tries for row in await work.inbox.ready(MONDAY + 5 * SECOND, 10)] == [1, 0, 0]


async def test_nothing_passes_an_update_that_waits_in_the_middle_of_its_lane(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2), arrived(3))
    async with saving(begin) as work:
        await work.inbox.retry(2, "boom", MONDAY + 5 * SECOND)
    assert await ready(begin) == [1]


async def test_what_arrives_later_waits_behind_it_too(begin: Begin) -> None:
    await keep(begin, arrived(1))
    async with saving(begin) as work:
        await work.inbox.retry(1, "boom", MONDAY + 5 * SECOND)
    await keep(begin, arrived(2))
    assert await ready(begin) == []


async def test_a_parked_update_blocks_nobody(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2))
    async with saving(begin) as work:
        assert await work.inbox.parked() == 0
        await work.inbox.park(1, "cannot be read")
    assert await ready(begin) == [2]
    async with begin() as work:
        assert await work.inbox.parked() == 1


async def test_what_was_set_aside_is_listed_and_may_be_handled_once_more(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2), arrived(3))
    async with saving(begin) as work:
        await work.inbox.retry(1, "boom", MONDAY)
        for update in (1, 2):
            await work.inbox.park(update, "cannot be read")
        assert await work.inbox.parked(MONDAY) == 2
        assert await work.inbox.parked(MONDAY + SECOND) == 0
        assert [(one.update, one.received_at, one.error) for one in await work.inbox.set_aside(1)] == [
            (2, MONDAY, "cannot be read")
        ]
        assert [await work.inbox.again(update, MONDAY) for update in (1, 1, 3)] == [True, False, False]
        assert [await work.inbox.drop(update, MONDAY) for update in (2, 2, 3)] == [True, False, False]
        assert await work.inbox.set_aside(10) == []
        rows = await work.inbox.ready(MONDAY, 10)
        assert [(row.update, row.tries) for row in rows] == [(1, 0), (3, 0)]


async def test_what_was_handled_is_neither_tried_again_nor_parked(begin: Begin) -> None:
    await keep(begin, arrived(1))
    async with saving(begin) as work:
        await work.inbox.done([1], MONDAY)
        await work.inbox.retry(1, "late", MONDAY)
        await work.inbox.park(1, "late")
        assert await work.inbox.parked() == 0
    assert await ready(begin) == []


async def test_the_next_try_is_the_earliest(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2, lane=2), arrived(3, lane=3))
    async with saving(begin) as work:
        assert await work.inbox.next_try(MONDAY) is None
        await work.inbox.retry(1, "", MONDAY + 9 * SECOND)
        await work.inbox.retry(2, "", MONDAY + 5 * SECOND)
        assert await work.inbox.next_try(MONDAY) == MONDAY + 5 * SECOND
        assert await work.inbox.next_try(MONDAY + 5 * SECOND) == MONDAY + 9 * SECOND
        await work.inbox.park(1, "")
        assert await work.inbox.next_try(MONDAY + 5 * SECOND) is None


async def test_the_newest_number_survives_pruning(begin: Begin) -> None:
    async with saving(begin) as work:
        assert await work.inbox.newest() is None
    await keep(begin, arrived(5), arrived(7), arrived(6, lane=2))
    async with saving(begin) as work:
        await work.inbox.done([5, 6, 7], MONDAY)
        assert await work.inbox.prune(MONDAY, 10) == 0
        assert await work.inbox.prune(MONDAY + SECOND, 10) == 2
        assert await work.inbox.prune(MONDAY + SECOND, 10) == 0
        assert await work.inbox.newest() == 7
    assert await keep(begin, arrived(7)) == 0


async def test_only_what_was_handled_is_pruned(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2), arrived(3), arrived(4))
    async with saving(begin) as work:
        await work.inbox.park(1, "")
        await work.inbox.done([2], MONDAY)
        assert await work.inbox.prune(MONDAY + SECOND, 10) == 1
        assert await work.inbox.parked() == 1
    assert await ready(begin) == [3, 4]


async def test_a_lane_is_unfinished_while_anything_of_it_waits_be_it_due_or_not(begin: Begin) -> None:
    async with saving(begin) as work:
        await work.inbox.add([Arrived(1, -7, "{}"), Arrived(2, 8, "{}")], MONDAY)
        await work.inbox.retry(1, "not now", MONDAY + timedelta(hours=1))
        await work.inbox.done([2], MONDAY)
    async with begin() as work:
        assert await work.inbox.unfinished(-7)
        assert not await work.inbox.unfinished(8)
    async with saving(begin) as work:
        await work.inbox.park(1, "never")
    async with begin() as work:
        assert not await work.inbox.unfinished(-7)


async def test_an_update_is_due_while_it_waits_and_its_time_has_come(begin: Begin) -> None:
    later = MONDAY + timedelta(hours=1)
    async with saving(begin) as work:
        await work.inbox.add([Arrived(number, 7, "{}") for number in (1, 2, 3, 4, 5)], MONDAY)
        await work.inbox.retry(2, "not now", later)
        await work.inbox.done([3], MONDAY)
        await work.inbox.park(4, "never")
        await work.inbox.hold([5])
    async with begin() as work:
        assert [one for one in range(1, 7) if await work.inbox.is_due(one, MONDAY)] == [1]
        assert [one for one in range(1, 7) if await work.inbox.is_due(one, later)] == [1, 2]
        assert not await work.inbox.unfinished(7, before=1)
        assert await work.inbox.unfinished(7, before=2)


async def test_an_album_was_handled_once_anything_of_it_was(begin: Begin) -> None:
    await keep(begin, arrived(1, album="77"), arrived(2, album="77"), arrived(3, lane=2, album="77"), arrived(4))
    async with saving(begin) as work:
        assert not await work.inbox.handled(1, "77")
        await work.inbox.done([2, 4], MONDAY)
        assert await work.inbox.handled(1, "77")
    async with begin() as work:
        assert await work.inbox.handled(1, "77")
        assert [await work.inbox.handled(*other) for other in ((2, "77"), (1, "78"), (1, ""))] == [False] * 3


async def test_the_queue_is_what_was_not_handled_and_since_when(begin: Begin) -> None:
    async with begin() as work:
        assert await work.inbox.queue() == Queue(0)
    await keep(begin, arrived(1), arrived(2), arrived(3))
    async with saving(begin) as work:
        await work.inbox.done([1], MONDAY)
        await work.inbox.park(2, "no")
    async with begin() as work:
        assert await work.inbox.queue() == Queue(1, MONDAY)


async def test_sec_41_what_waits_for_a_consent_is_handled_by_nobody_until_it_is_let_go(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2), arrived(3, lane=2), arrived(4))
    async with saving(begin) as work:
        assert await work.inbox.hold([1, 2]) == 2
        assert await work.inbox.hold([1]) == 0
    assert await ready(begin) == [3, 4]
    async with saving(begin) as work:
        assert await work.inbox.held(1) == [1, 2]
        assert await work.inbox.held_before(MONDAY, 10) == []
        assert await work.inbox.held_before(MONDAY + SECOND, 10) == [1]
        assert await work.inbox.let_go(1, MONDAY) == 2
        assert await work.inbox.held(1) == []
    assert await ready(begin) == [1, 2, 3, 4]


async def test_sec_41_what_waited_in_vain_is_erased_and_never_comes_back(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2, lane=2))
    async with saving(begin) as work:
        await work.inbox.hold([1, 2])
        assert await work.inbox.erase_held(1, MONDAY) == 1
        assert await work.inbox.let_go(1, MONDAY) == 0
        assert await work.inbox.done([1], MONDAY) == 0
    assert await keep(begin, arrived(1)) == 0
    assert await ready(begin) == []
    async with begin() as work:
        assert await work.inbox.held(2) == [2]


async def test_sec_24_what_waits_for_a_choice_goes_on_in_the_chosen_way_once(begin: Begin) -> None:
    await keep(begin, arrived(1), arrived(2, album="a"), arrived(3, album="a"), arrived(4, lane=2))
    async with saving(begin) as work:
        assert await work.inbox.ask([3, 2], MONDAY + SECOND) == 2
        assert await work.inbox.ask([2], MONDAY) == 0
        assert await work.inbox.ask([4], MONDAY + 2 * SECOND) == 1
    assert await ready(begin) == [1]
    async with saving(begin) as work:
        assert await work.inbox.unchosen(MONDAY, 10) == []
        assert await work.inbox.unchosen(MONDAY + 2 * SECOND, 10) == [(1, 2), (2, 4)]
        assert await work.inbox.reminded(1, 2)
        assert await work.inbox.unchosen(MONDAY + 2 * SECOND, 10) == [(2, 4)]
        assert await work.inbox.choose(2, 2, "send", MONDAY) == 0
        assert await work.inbox.choose(1, 2, "send", MONDAY) == 2
        assert await work.inbox.choose(1, 2, "protect", MONDAY) == 0
        assert not await work.inbox.reminded(1, 2)
        assert await work.inbox.drop_asked(1, 4, MONDAY) == 0
        assert await work.inbox.drop_asked(2, 4, MONDAY) == 1
    async with begin() as work:
        assert [(row.update, row.way) for row in await work.inbox.ready(MONDAY, 10)] == [
            (1, ""),
            (2, "send"),
            (3, "send"),
        ]
