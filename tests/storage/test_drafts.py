"""Forms in work: one per person and form."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.errors import Conflict
from desk.ids import DraftId
from desk.ports import Begin
from desk.rules.form import Draft, FormName, first_rev
from tests.builders import ANNA, MONDAY, VIKTOR, a_draft, a_text, an_album
from tests.storage.saving import saving

LATER = MONDAY + timedelta(minutes=5)


async def begun(begin: Begin, form: FormName = FormName.TICKET) -> Draft:
    async with saving(begin) as work:
        return await work.drafts.begin(ANNA, form, MONDAY)


async def test_a_draft_begins_empty(begin: Begin) -> None:
    draft = await begun(begin)
    assert draft == a_draft(id=draft.id, rev=first_rev(draft.id), touched_at=MONDAY)
    async with begin() as work:
        assert await work.drafts.of(ANNA) == draft
        assert await work.drafts.of(ANNA, FormName.TICKET) == draft
        assert await work.drafts.of(ANNA, FormName.FEEDBACK) is None
        assert await work.drafts.of(VIKTOR) is None


async def test_everything_of_a_draft_is_kept(begin: Begin) -> None:
    empty = await begun(begin)
    draft = replace(
        empty,
        answers={"subject": "Не работает «сайт»", "since": ""},
        files=(an_album(3, caption="✓"), a_text("one")),
        typed_in={"subject": 12},
        story=((12, "Не работает"), (13, "Совсем")),
        revisiting="subject",
        rev=empty.rev + 3,
    )
    async with saving(begin) as work:
        await work.drafts.save(draft, LATER)
    async with begin() as work:
        assert await work.drafts.of(ANNA) == replace(draft, touched_at=LATER)


async def test_a_new_draft_takes_the_place_of_the_one_of_that_form(begin: Begin) -> None:
    first = await begun(begin)
    second = await begun(begin)
    assert second.id != first.id
    async with begin() as work:
        assert await work.drafts.of(ANNA) == second
        assert not await work.drafts.drop(first.id)


async def test_drafts_of_several_forms_stand_side_by_side_and_the_last_touched_is_meant(begin: Begin) -> None:
    ticket = await begun(begin)
    async with saving(begin) as work:
        feedback = await work.drafts.begin(ANNA, FormName.FEEDBACK, LATER)
        assert await work.drafts.of(ANNA) == feedback
        assert await work.drafts.of(ANNA, FormName.TICKET) == ticket
        later = replace(ticket, rev=ticket.rev + 1)
        await work.drafts.save(later, LATER + timedelta(seconds=1))
        assert await work.drafts.of(ANNA) == replace(later, touched_at=LATER + timedelta(seconds=1))


async def test_the_id_of_a_draft_is_never_used_again(begin: Begin) -> None:
    first = await begun(begin)
    async with saving(begin) as work:
        assert await work.drafts.drop(first.id)
    assert (await begun(begin)).id != first.id


@pytest.mark.parametrize(("further", "conflicts"), [(0, True), (1, True), (2, False), (4, False)])
async def test_a_draft_is_saved_only_over_an_older_one(begin: Begin, further: int, conflicts: bool) -> None:
    draft = await begun(begin)
    async with saving(begin) as work:
        await work.drafts.save(replace(draft, rev=draft.rev + 1), MONDAY)
    async with begin() as work:
        if conflicts:
            with pytest.raises(Conflict):
                await work.drafts.save(replace(draft, rev=draft.rev + further), LATER)
        else:
            await work.drafts.save(replace(draft, rev=draft.rev + further), LATER)


async def test_a_draft_that_was_replaced_or_dropped_cannot_be_saved(begin: Begin) -> None:
    replaced = await begun(begin)
    dropped = await begun(begin)
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.drafts.save(replace(replaced, rev=replaced.rev + 9), LATER)
    async with saving(begin) as work:
        await work.drafts.drop(dropped.id)
    async with begin() as work:
        with pytest.raises(Conflict):
            await work.drafts.save(replace(dropped, rev=dropped.rev + 9), LATER)


async def test_dropping_tells_whether_it_was_there(begin: Begin) -> None:
    draft = await begun(begin)
    async with saving(begin) as work:
        assert await work.drafts.drop(draft.id)
        assert not await work.drafts.drop(draft.id)
        assert not await work.drafts.drop(DraftId(999))
        assert await work.drafts.of(ANNA) is None


async def test_untouched_drafts_come_oldest_first(begin: Begin) -> None:
    async with saving(begin) as work:
        third = await work.drafts.begin(ANNA, FormName.TICKET, MONDAY + timedelta(seconds=2))
        first = await work.drafts.begin(VIKTOR, FormName.PROSPECT, MONDAY)
        second = await work.drafts.begin(VIKTOR, FormName.FEEDBACK, MONDAY)
        assert await work.drafts.untouched_since(LATER, 10) == [first, second, third]
        assert await work.drafts.untouched_since(LATER, 1) == [first]
        assert await work.drafts.untouched_since(MONDAY, 10) == []
        assert await work.drafts.untouched_since(MONDAY + timedelta(seconds=1), 10) == [first, second]
