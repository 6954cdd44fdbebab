"""Proof of identity by a code that arrives by mail."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

import pytest

from desk.errors import SignInOff
from desk.ids import ClientId, PersonId
from desk.notices.base import ForPerson
from desk.notices.client import CodeAsked, EmailAsked, FormAsked, ServicesShown, SignInFailed
from desk.notices.mail import CodeMail
from desk.notices.managers import CodesStopped
from desk.notices.staff import StaffHint, Trouble
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules import codes
from desk.rules.auth import AuthWhat
from desk.rules.codes import MOST_CODES_A_DAY, MOST_FOR_A_MAILBOX, MOST_FOR_ONE_ADDRESS, MOST_TRIES, Verdict
from desk.rules.content import Kind
from desk.rules.flood import Flood
from desk.rules.form import FormName, Remark
from desk.rules.people import Assurance, Client, Role
from desk.usecases.code_cap import codes_flow_again
from desk.usecases.delivery.failures import undeliverable
from desk.usecases.form_buttons import Button
from desk.usecases.identity import begin_sign_in
from tests.builders import ANNA, HOSTING, ROMASHKA, VIKTOR, a_client, a_person, a_service, an_album
from tests.usecases.stage import Stage, a_stage

KNOWN = "anna@romashka.example"
UNKNOWN = "nobody@romashka.example"
VASILEK = ClientId("vasilek")
OTHERS = [PersonId(500 + number) for number in range(8)]


async def panel_tells(work: Work, *, clients: Sequence[Client]) -> None:
    await work.clients.replace(clients, [])


async def asks(stage: Stage, email: str = KNOWN, *, by: PersonId = VIKTOR) -> None:
    """Viktor asks for a code for this address."""
    await stage.office.run(begin_sign_in, person=by)
    await stage.writes(email, by=by)


def mailed(stage: Stage) -> str:
    return stage.last(CodeMail).code


def wrong(digits: str) -> str:
    return str((int(digits) + 1) % 10**8).zfill(8)


def clients_of(stage: Stage, person: PersonId = VIKTOR) -> set[ClientId]:
    return {client for someone, client in stage.store.links if someone == person}


async def tries(stage: Stage, *codes: str, by: PersonId = VIKTOR) -> ForPerson:
    """What Viktor is told after he has typed these."""
    for code in codes:
        await stage.writes(code, by=by)
    return stage.told(by)[-1]


# --- the address ----------------------------------------------------------------------------------


async def test_without_a_mail_server_nobody_is_asked_for_an_address() -> None:
    stage = await a_stage(mail=False)
    with pytest.raises(SignInOff):
        await stage.office.run(begin_sign_in, person=VIKTOR)
    assert not stage.store.drafts
    await (await a_stage(mail=True)).office.run(begin_sign_in, person=VIKTOR)


async def test_what_is_no_address_is_asked_for_again(stage: Stage) -> None:
    await asks(stage, "Hello, I am Viktor")
    assert stage.last(EmailAsked).not_an_address
    assert not stage.said(CodeAsked)
    await stage.writes(KNOWN, by=VIKTOR)
    assert stage.said(CodeAsked)


async def test_a_known_address_gets_a_code_by_mail_and_the_page_shows_it_masked(stage: Stage) -> None:
    await asks(stage, f"  {KNOWN.upper()} ")
    mail = stage.last(CodeMail)
    assert (mail.to, mail.address, mail.asked_by) == (VIKTOR, KNOWN, "viktor")
    assert len(mail.code) == 8
    assert stage.last(CodeAsked).email == "a***@romashka.example"


async def test_the_right_code_ties_the_person_to_the_client_at_medium_assurance(stage: Stage) -> None:
    await asks(stage)
    await tries(stage, mailed(stage))
    page = stage.last(ServicesShown)
    link = stage.store.links[VIKTOR, ROMASHKA]
    assert (link.role, link.assurance) == (Role.OWNER, Assurance.MEDIUM)
    assert page.to == VIKTOR
    assert (page.client, page.signed_in) == ("Romashka", True)
    assert (VIKTOR, FormName.SIGN_IN) not in stage.store.drafts


async def test_a_second_proof_does_not_lower_what_is_known_already(stage: Stage) -> None:
    await asks(stage, by=ANNA)
    await tries(stage, mailed(stage), by=ANNA)
    assert stage.store.links[ANNA, ROMASHKA].assurance is Assurance.HIGH


async def test_all_clients_with_that_address_are_tied_at_once(stage: Stage) -> None:
    second = a_client(id=VASILEK, name="Vasilek")
    await stage.office.run(
        panel_tells, clients=[a_client(), second, a_client(id=ClientId("lutik"), email="l@l.example")]
    )
    await asks(stage)
    assert len(stage.said(CodeMail)) == 1
    await tries(stage, mailed(stage))
    assert clients_of(stage) == {ROMASHKA, VASILEK}
    assert stage.last(ServicesShown).client == "Romashka, Vasilek"


# --- nobody learns who is a client ----------------------------------------------------------------

ASKED_ONLY: list[str | Button] = []
WRONG_CODE: list[str | Button] = ["00000000"]
NOT_A_CODE: list[str | Button] = ["what code?"]
TOO_MANY_TRIES: list[str | Button] = ["00000000"] * (MOST_TRIES + 1)
RESENT_AT_ONCE: list[str | Button] = [Button.RESEND]
TOO_MANY_CODES: list[str | Button] = ["wait", Button.RESEND] * MOST_CODES_A_DAY
TOO_LATE: list[str | Button] = [*["wait"] * 11, "00000000"]


@pytest.mark.parametrize(
    "script", [ASKED_ONLY, WRONG_CODE, NOT_A_CODE, TOO_MANY_TRIES, RESENT_AT_ONCE, TOO_MANY_CODES, TOO_LATE]
)
async def test_sec_04_a_known_and_an_unknown_address_are_answered_the_same(script: list[str | Button]) -> None:
    answers = []
    for client in (a_client(email=KNOWN), a_client(email="other@romashka.example")):
        stage = await a_stage()
        await stage.office.run(panel_tells, clients=[client])
        await asks(stage)
        for step in script:
            if isinstance(step, Button):
                await stage.presses(step, by=VIKTOR)
            elif step == "wait":
                stage.passes(minutes=1)
            else:
                await stage.writes(step, by=VIKTOR)
        answers.append((stage.told(VIKTOR), len(stage.said(CodeMail)) > 0))
    (known, mailed_to_known), (unknown, mailed_to_unknown) = answers
    assert known == unknown
    assert (mailed_to_known, mailed_to_unknown) == (True, False)


async def test_sec_08_a_guess_for_an_unknown_address_ties_nobody(stage: Stage) -> None:
    await asks(stage, UNKNOWN)
    assert isinstance(await tries(stage, "12345678"), CodeAsked)
    assert (clients_of(stage), stage.said(CodeMail)) == (set(), [])


# --- tries ----------------------------------------------------------------------------------------


async def test_t36_wrong_tries_are_remembered_although_they_are_refused(stage: Stage) -> None:
    await asks(stage)
    right = mailed(stage)
    for number in range(1, MOST_TRIES + 1):
        page = await tries(stage, wrong(right))
        assert isinstance(page, CodeAsked)
        assert page.wrong
        assert [code.tries for code in stage.store.codes.values()] == [number]


async def test_sec_01_after_five_wrong_tries_the_right_code_fails_too(stage: Stage) -> None:
    await asks(stage)
    right = mailed(stage)
    page = await tries(stage, *[wrong(right)] * MOST_TRIES, right)
    assert page == SignInFailed(to=VIKTOR, why=Verdict.TRIED_TOO_OFTEN)
    assert (VIKTOR, FormName.SIGN_IN) not in stage.store.drafts
    assert clients_of(stage) == set()


async def test_the_fifth_try_may_still_be_right(stage: Stage) -> None:
    await asks(stage)
    right = mailed(stage)
    await tries(stage, *[wrong(right)] * (MOST_TRIES - 1), right)
    assert clients_of(stage) == {ROMASHKA}


async def test_t36_signing_in_anew_does_not_renew_the_tries(stage: Stage) -> None:
    await asks(stage)
    right = mailed(stage)
    await tries(stage, *[wrong(right)] * MOST_TRIES)
    await asks(stage)
    assert stage.last(CodeAsked).too_soon
    await tries(stage, right)
    assert clients_of(stage) == set()


async def test_what_is_no_code_at_all_is_no_try(stage: Stage) -> None:
    await asks(stage)
    page = await tries(stage, "123", "it has not come", "123456789")
    assert isinstance(page, CodeAsked)
    assert page.wrong
    assert [code.tries for code in stage.store.codes.values()] == [0]
    await tries(stage, f"{mailed(stage)[:4]} {mailed(stage)[4:]}")
    assert clients_of(stage) == {ROMASHKA}


async def test_sec_01_two_right_tries_at_a_time_are_one_success(stage: Stage) -> None:
    await asks(stage)
    right = mailed(stage)
    await asyncio.gather(stage.writes(right, by=VIKTOR), stage.writes(right, by=VIKTOR))
    assert [page.signed_in for page in stage.said(ServicesShown)] == [True]


async def test_sec_06_too_many_codes_of_all_people_stop_them_tell_managers_once_and_recover() -> None:
    stage = await a_stage(sign_in_codes=Flood(4, timedelta(hours=1)))
    for person in OTHERS[:4]:
        await asks(stage, by=person)
    assert len(stage.said(CodeMail)) == 4
    for email in (KNOWN, UNKNOWN):
        await asks(stage, email, by=VIKTOR)
        assert stage.told(VIKTOR)[-1] == SignInFailed(to=VIKTOR, why=Verdict.PAUSED)
    assert len(stage.said(CodeMail)) == 4
    assert [(news.stopped, news.most, news.minutes) for news in stage.said(CodesStopped)] == [(True, 4, 60)]
    await stage.office.run(codes_flow_again)
    stage.passes(minutes=61)
    await asks(stage, by=VIKTOR)
    assert len(stage.said(CodeMail)) == 4
    await stage.office.run(codes_flow_again)
    await stage.office.run(codes_flow_again)
    assert [news.stopped for news in stage.said(CodesStopped)] == [True, False]
    await asks(stage, by=VIKTOR)
    assert stage.last(CodeMail).to == VIKTOR


async def test_sec_06_without_managers_the_staff_group_hears_of_it_and_off_means_off() -> None:
    stage = await a_stage(sign_in_codes=Flood(1, timedelta(hours=1)), managers=())
    await asks(stage, by=OTHERS[0])
    await asks(stage, by=OTHERS[1])
    assert [hint.what for hint in stage.said(StaffHint)] == ["codes_stopped"]
    free = await a_stage(sign_in_codes=None)
    for person in OTHERS:
        await asks(free, by=person)
    assert len(free.said(CodeMail)) == len(OTHERS)


async def test_sec_05_strangers_who_use_up_the_codes_do_not_lock_out_whoever_is_tied_already(stage: Stage) -> None:
    crowd = [PersonId(600 + number) for number in range(MOST_FOR_A_MAILBOX + 2)]
    for person in crowd:
        await asks(stage, by=person)
    await asks(stage, by=ANNA)
    assert stage.last(CodeMail).to == ANNA


async def test_sec_05_wrong_tries_of_a_stranger_cost_the_client_nothing(stage: Stage) -> None:
    await asks(stage, by=OTHERS[0])
    await tries(stage, *[wrong(mailed(stage))] * (MOST_TRIES + 1), by=OTHERS[0])
    await asks(stage, by=VIKTOR)
    await tries(stage, mailed(stage), by=VIKTOR)
    assert clients_of(stage) == {ROMASHKA}


async def test_sec_04_known_and_unknown_addresses_take_as_long() -> None:
    """The digest is what takes time, and it is made in either case; the letter waits in the queue."""
    spans: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    stage = await a_stage(sign_in_codes=None)
    for number in range(MOST_FOR_A_MAILBOX):
        for email, taken in spans.items():
            person = PersonId(700 + 2 * number + (email == KNOWN))
            await stage.office.run(begin_sign_in, person=person)
            begun = perf_counter()
            await stage.writes(email, by=person)
            taken.append(perf_counter() - begun)
    known, unknown = median(spans[KNOWN]), median(spans[UNKNOWN])
    assert 1 / 2 < known / unknown < 2


async def test_sec_38_asking_and_trying_are_written_down_without_address_or_digits(stage: Stage) -> None:
    await asks(stage, UNKNOWN)
    stage.passes(minutes=2)
    await asks(stage)
    await tries(stage, wrong(mailed(stage)), mailed(stage))
    events = [(event.what, event.client, event.result) for event in stage.store.auth_events]
    assert events == [
        (AuthWhat.CODE_ASKED, None, "done"),
        (AuthWhat.CODE_ASKED, ROMASHKA, "done"),
        (AuthWhat.CODE_TRIED, ROMASHKA, "wrong"),
        (AuthWhat.CODE_TRIED, ROMASHKA, "right"),
        (AuthWhat.LINKED, ROMASHKA, "done"),
    ]
    assert not {"@", mailed(stage)} & set(repr(stage.store.auth_events).split("'"))


async def test_sec_07_a_code_asked_for_one_client_opens_no_other_that_has_its_address_by_now(stage: Stage) -> None:
    await asks(stage)
    moved = [a_client(email="new@romashka.example"), a_client(id=VASILEK, name="Vasilek", email=KNOWN)]
    await stage.office.run(panel_tells, clients=moved)
    assert await tries(stage, mailed(stage)) == SignInFailed(to=VIKTOR, why=Verdict.EXPIRED)
    assert clients_of(stage) == set()


async def test_sec_01_a_used_code_is_of_no_use_again(stage: Stage) -> None:
    await asks(stage)
    right = mailed(stage)
    await tries(stage, right)
    await asks(stage)
    assert await tries(stage, right) == SignInFailed(to=VIKTOR, why=Verdict.EXPIRED)


@pytest.mark.parametrize(("minutes", "works"), [(10, True), (10.02, False)])
async def test_sec_02_a_code_is_good_for_ten_minutes(stage: Stage, minutes: float, works: bool) -> None:
    await asks(stage)
    stage.passes(minutes=minutes)
    page = await tries(stage, mailed(stage))
    assert (clients_of(stage) == {ROMASHKA}) is works
    assert (page == SignInFailed(to=VIKTOR, why=Verdict.EXPIRED)) is not works


async def test_sec_07_a_code_that_was_sent_for_one_person_is_useless_to_another(stage: Stage) -> None:
    await asks(stage, by=VIKTOR)
    viktors = mailed(stage)
    await asks(stage, by=OTHERS[0])
    assert isinstance(await tries(stage, viktors, by=OTHERS[0]), CodeAsked)
    assert clients_of(stage, OTHERS[0]) == set()
    await tries(stage, viktors, by=VIKTOR)
    assert clients_of(stage, VIKTOR) == {ROMASHKA}


# --- a changed address ----------------------------------------------------------------------------


async def test_t36_a_code_dies_with_a_changed_address(stage: Stage) -> None:
    await asks(stage)
    right = mailed(stage)
    await stage.presses(Button.BACK, by=VIKTOR)
    await stage.writes(UNKNOWN, by=VIKTOR)
    assert await tries(stage, right) == SignInFailed(to=VIKTOR, why=Verdict.EXPIRED)
    assert clients_of(stage) == set()


async def test_t36_a_code_for_the_new_address_voids_the_old_one(stage: Stage) -> None:
    await asks(stage)
    old = mailed(stage)
    stage.passes(minutes=2)
    await stage.presses(Button.BACK, by=VIKTOR)
    await stage.writes(UNKNOWN, by=VIKTOR)
    await tries(stage, old)
    assert clients_of(stage) == set()


async def test_t36_a_code_dies_when_the_panel_changes_the_clients_address(stage: Stage) -> None:
    await asks(stage)
    await stage.office.run(panel_tells, clients=[a_client(email="new@romashka.example")])
    assert await tries(stage, mailed(stage)) == SignInFailed(to=VIKTOR, why=Verdict.EXPIRED)
    assert clients_of(stage) == set()


async def test_going_back_asks_for_the_address_again(stage: Stage) -> None:
    await asks(stage)
    await stage.presses(Button.BACK, by=VIKTOR)
    page = stage.told(VIKTOR)[-1]
    assert isinstance(page, EmailAsked)
    assert page.rev == stage.draft(FormName.SIGN_IN, VIKTOR).rev


async def test_a_stale_button_shows_the_page_where_the_proof_is_now(stage: Stage) -> None:
    await stage.office.run(begin_sign_in, person=VIKTOR)
    for expected in (EmailAsked, CodeAsked):
        before = stage.draft(FormName.SIGN_IN, VIKTOR)
        assert await stage.presses(Button.RESEND, by=VIKTOR, rev=before.rev - 1) is Toast.OUT_OF_DATE
        page = stage.told(VIKTOR)[-1]
        assert isinstance(page, expected)
        assert (page.rev, stage.draft(FormName.SIGN_IN, VIKTOR)) == (before.rev, before)
        await stage.writes(KNOWN, by=VIKTOR)
    assert len(stage.said(CodeMail)) == 1


# --- how many codes -------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "mails"), [(59, 1), (60, 2)])
async def test_a_code_is_sent_again_after_a_minute_and_not_before(stage: Stage, seconds: int, mails: int) -> None:
    await asks(stage)
    stage.passes(seconds=seconds)
    await stage.presses(Button.RESEND, by=VIKTOR)
    assert len(stage.said(CodeMail)) == mails
    assert stage.last(CodeAsked).too_soon is (mails == 1)


async def test_sec_02_a_new_code_voids_the_old_one(stage: Stage) -> None:
    await asks(stage)
    old = mailed(stage)
    stage.passes(minutes=1)
    await stage.presses(Button.RESEND, by=VIKTOR)
    await tries(stage, old)
    assert clients_of(stage) == set()
    await tries(stage, mailed(stage))
    assert clients_of(stage) == {ROMASHKA}


async def test_a_person_gets_three_codes_a_day_for_one_address_and_five_in_all(stage: Stage) -> None:
    assert (MOST_FOR_ONE_ADDRESS, MOST_CODES_A_DAY) == (3, 5)
    for email in (KNOWN, UNKNOWN):
        await asks(stage, email)
        stage.passes(minutes=1)
        while stage.told(VIKTOR)[-1] != SignInFailed(to=VIKTOR, why=Verdict.TRIED_TOO_OFTEN):
            await stage.presses(Button.RESEND, by=VIKTOR)
            stage.passes(minutes=1)
    assert [code.email for code in stage.store.codes.values()] == [KNOWN] * 3 + [UNKNOWN] * 2
    assert len(stage.said(CodeMail)) == 3
    stage.passes(hours=24)
    await asks(stage)
    assert len(stage.said(CodeMail)) == 4


async def test_a_stranger_alone_cannot_keep_a_client_out(stage: Stage) -> None:
    await asks(stage, by=VIKTOR)
    for _ in range(MOST_CODES_A_DAY):
        stage.passes(minutes=1)
        await stage.presses(Button.RESEND, by=VIKTOR)
    for person in OTHERS:
        await asks(stage, by=person)
    before = len(stage.said(CodeMail))
    await asks(stage, by=ANNA)
    assert len(stage.said(CodeMail)) == before + 1
    assert stage.last(CodeMail).to == ANNA


async def test_strangers_cannot_flood_a_clients_mailbox_and_learn_nothing_of_it(stage: Stage) -> None:
    crowd = [PersonId(600 + number) for number in range(MOST_FOR_A_MAILBOX + 2)]
    for person in crowd:
        await asks(stage, by=person)
    assert (MOST_FOR_A_MAILBOX, len(stage.said(CodeMail))) == (20, 20)
    first, last = stage.told(crowd[0])[-1], stage.told(crowd[-1])[-1]
    assert isinstance(first, CodeAsked)
    assert isinstance(last, CodeAsked)
    assert replace(last, to=first.to, rev=first.rev) == first


async def test_sec_06_a_code_beyond_the_mailboxs_cap_is_not_mailed_and_cannot_be_guessed_either(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not mailed must be worth nothing: else the cap would count letters and not guesses."""
    monkeypatch.setattr(codes, "new_digits", lambda: "13572468")
    for number in range(MOST_FOR_A_MAILBOX):
        await asks(stage, by=PersonId(600 + number))
    await asks(stage)
    assert len(stage.said(CodeMail)) == MOST_FOR_A_MAILBOX
    page = await tries(stage, "13572468")
    assert isinstance(page, CodeAsked)
    assert page.wrong
    assert not clients_of(stage)


async def bounces(stage: Stage, email: str = KNOWN) -> None:
    """The letter to this address that went last is refused for good."""
    owed = [row for row in stage.store.outbox.values() if isinstance(row.notice, CodeMail)]
    (*_, letter) = [row for row in owed if isinstance(row.notice, CodeMail) and row.notice.address == email]
    await stage.office.run(undeliverable, owed=letter.id, why=Trouble.GONE, detail="550 No such user")


@pytest.mark.parametrize("script", [ASKED_ONLY, WRONG_CODE, NOT_A_CODE, TOO_MANY_TRIES, RESENT_AT_ONCE, TOO_LATE])
async def test_sec_04_a_letter_that_was_refused_changes_nothing_for_a_stranger(
    script: list[str | Button],
) -> None:
    """Whatever they do next is answered as for an address that nobody has."""
    pages = []
    for email in (KNOWN, UNKNOWN):
        stage = await a_stage()
        await asks(stage, email)
        if email == KNOWN:
            await bounces(stage)
        for step in script:
            if step == "wait":
                stage.passes(minutes=1)
            elif isinstance(step, Button):
                await stage.presses(step, by=VIKTOR)
            else:
                await stage.writes(step, by=VIKTOR)
        pages.append([replace(page, email="") if isinstance(page, CodeAsked) else page for page in stage.told(VIKTOR)])
    assert pages[0] == pages[1]


async def test_sec_04_after_a_refused_letter_a_stranger_who_asks_again_at_once_waits_like_anybody(stage: Stage) -> None:
    await asks(stage)
    await bounces(stage)
    await asks(stage)
    assert stage.last(CodeAsked).too_soon


@pytest.mark.parametrize("asker", [VIKTOR, ANNA])
async def test_a_letter_that_is_refused_late_leaves_the_code_for_another_address_good(
    stage: Stage, asker: PersonId
) -> None:
    vasilek = a_client(id=VASILEK, name="Vasilek", email="v@vasilek.example")
    await stage.office.run(panel_tells, clients=[a_client(), vasilek])
    await asks(stage, by=asker)
    stage.passes(minutes=2)
    await asks(stage, vasilek.email, by=asker)
    await bounces(stage)
    await tries(stage, mailed(stage), by=asker)
    assert VASILEK in clients_of(stage, asker)


async def test_the_flood_of_one_client_does_not_keep_another_out(stage: Stage) -> None:
    lutik = a_client(id=ClientId("lutik"), name="Lutik", email="lutik@lutik.example")
    await stage.office.run(panel_tells, clients=[a_client(), lutik])
    for number in range(MOST_FOR_A_MAILBOX + 1):
        await asks(stage, by=PersonId(600 + number))
    await asks(stage, lutik.email)
    assert stage.last(CodeMail).address == lutik.email


# --- what was written before ----------------------------------------------------------------------

STORY = "Since this morning the site does not open, what shall we do?"


async def test_what_a_stranger_wrote_is_in_their_ticket_form_once_we_know_them(stage: Stage) -> None:
    album = an_album(2, chat=stage.photo(by=VIKTOR)[0].source.chat)
    message = await stage.writes(STORY, by=VIKTOR)
    await stage.writes(by=VIKTOR, parts=album)
    await asks(stage)
    await tries(stage, mailed(stage))
    carried = stage.draft(FormName.TICKET, VIKTOR)
    assert (carried.answers, carried.files) == ({"description": STORY}, (album,))
    assert (VIKTOR, FormName.PROSPECT) not in stage.store.drafts
    await stage.edits(message, f"{STORY} Please help.", by=VIKTOR)
    assert stage.draft(FormName.TICKET, VIKTOR).answers["description"] == f"{STORY} Please help."


async def test_what_a_stranger_writes_during_the_proof_is_in_their_ticket_form_after_it(stage: Stage) -> None:
    photo = stage.photo("a picture", by=VIKTOR)
    await stage.office.run(begin_sign_in, person=VIKTOR)
    await stage.writes(STORY, by=VIKTOR)
    assert stage.last(EmailAsked).not_an_address
    await stage.writes(KNOWN, by=VIKTOR)
    await stage.writes(by=VIKTOR, parts=photo)
    page = stage.last(CodeAsked)
    assert (page.wrong, page.kept, page.rev) == (False, True, stage.draft(FormName.SIGN_IN, VIKTOR).rev)
    await stage.writes(by=VIKTOR, parts=stage.photo(by=VIKTOR, kind=Kind.STICKER))
    assert stage.draft(FormName.PROSPECT, VIKTOR).files == (photo,)
    await tries(stage, mailed(stage))
    carried = stage.draft(FormName.TICKET, VIKTOR)
    assert (carried.answers, carried.files) == ({"description": f"{STORY}\n\na picture"}, (photo,))
    assert set(stage.store.drafts) == {(VIKTOR, FormName.TICKET)}


async def test_what_was_written_during_a_proof_that_failed_is_kept(stage: Stage) -> None:
    await asks(stage)
    await stage.writes(STORY, by=VIKTOR)
    page = await tries(stage, *[wrong(mailed(stage))] * (MOST_TRIES + 1))
    assert isinstance(page, SignInFailed)
    assert stage.draft(FormName.PROSPECT, VIKTOR).answers == {"description": STORY}


@pytest.mark.parametrize(("words", "keeps"), [("the code does not come", True), ("hi", False)])
async def test_small_talk_during_the_proof_is_no_description_before_its_author_says_so(
    stage: Stage, words: str, *, keeps: bool
) -> None:
    await asks(stage)
    await stage.writes(words, by=VIKTOR)
    page = stage.last(CodeAsked)
    assert (page.wrong, page.kept) == (False, True)
    await tries(stage, mailed(stage))
    await stage.opens(by=VIKTOR)
    await stage.chooses(HOSTING, "consultation", "normal", ">A question about mail", by=VIKTOR)
    asked = stage.last(FormAsked)
    assert (asked.question, asked.answer, asked.remark) == ("description", words, Remark.WRITTEN_ASIDE)
    if keeps:
        await stage.presses(Button.SKIP, by=VIKTOR)
        assert stage.last(FormAsked).question == "files"
    await stage.writes("The site is down", by=VIKTOR)
    assert stage.last(FormAsked).question == "files"
    assert stage.draft(FormName.TICKET, VIKTOR).answers["description"] == f"{words}\n\nThe site is down"


async def test_somebody_who_wrote_nothing_has_no_form_in_work_after_the_proof(stage: Stage) -> None:
    await asks(stage)
    await tries(stage, mailed(stage))
    assert not [form for person, form in stage.store.drafts if person == VIKTOR]


async def test_a_ticket_form_in_work_survives_a_second_proof(stage: Stage) -> None:
    await stage.opens(by=ANNA)
    await stage.writes(STORY)
    await stage.opens(FormName.PROSPECT)
    await asks(stage, by=ANNA)
    await tries(stage, mailed(stage), by=ANNA)
    assert stage.draft().answers.get("description") == STORY


async def test_the_services_are_shown_right_after_the_proof_active_ones_first(stage: Stage) -> None:
    await stage.office.run(panel_with_an_old_service)
    await asks(stage)
    await tries(stage, mailed(stage))
    shown = stage.last(ServicesShown)
    assert [line.name for line in shown.services] == ["romashka.example", "an old one"]
    assert shown.signed_in


async def panel_with_an_old_service(work: Work) -> None:
    old = a_service(id="s-0", name="an old one", paid_until=work.now.date().replace(year=2025))
    await work.clients.replace([a_client()], [old, a_service()])
    await work.people.seen(a_person(id=VIKTOR))


async def test_no_code_is_sealed_or_compared_while_a_unit_of_work_is_open(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """scrypt takes long on purpose: neither the one writer nor the loop is held up by it."""
    inside, sealed = [], 0
    slow, commit = codes.digest, stage.office._counter._commit
    is_open = False

    def seal(*facts: Any) -> bytes:
        nonlocal sealed
        sealed += 1
        inside.append(is_open or threading.current_thread() is threading.main_thread())
        return slow(*facts)

    async def watched(turns: Any) -> Any:
        nonlocal is_open
        is_open = True
        try:
            return await commit(turns)
        finally:
            is_open = False

    monkeypatch.setattr(codes, "digest", seal)
    monkeypatch.setattr(stage.office._counter, "_commit", watched)
    await asks(stage)
    code = mailed(stage)
    await tries(stage, wrong(code), code)
    assert clients_of(stage) == {ROMASHKA}
    assert (sealed, any(inside)) == (3, False)
