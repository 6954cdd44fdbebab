"""What an account may do, by how sure we are whose it is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ids import ClientId, PersonId
from desk.rules.assurance import RANK, Deed, Lacks, Word, gives_more, is_aged, lacks, sees_all, word_by_mail, word_of
from desk.rules.people import Assurance, Link, Proof, Role
from tests.builders import ANNA, MONDAY, ROMASHKA, VIKTOR, a_link

LINKS = st.builds(
    Link,
    st.sampled_from([ANNA, VIKTOR]),
    st.sampled_from([ROMASHKA, ClientId("other")]),
    st.sampled_from(Role),
    st.sampled_from(Assurance),
    st.booleans(),
    st.sampled_from(Proof),
    st.sampled_from([MONDAY, MONDAY + timedelta(days=1)]),
    st.just(MONDAY),
    st.sampled_from([None, MONDAY]),
)


def owner(assurance: Assurance, **changes: object) -> Link:
    return a_link(assurance=assurance, since=MONDAY, proven_at=MONDAY, told_at=MONDAY, **changes)


LOW, MEDIUM, HIGH = Assurance.LOW, Assurance.MEDIUM, Assurance.HIGH


@pytest.mark.parametrize(
    ("assurance", "allowed"),
    [
        (LOW, {Deed.TALK, Deed.SERVICES}),
        (MEDIUM, {Deed.TALK, Deed.SERVICES, Deed.ALL_TICKETS, Deed.SECRETS}),
        (HIGH, set(Deed)),
    ],
)
def test_the_table_of_what_an_owner_may(assurance: Assurance, allowed: set[Deed]) -> None:
    assert {deed for deed in Deed if lacks(owner(assurance), deed) is None} == allowed


def test_where_no_panel_gives_links_a_code_by_mail_is_enough_for_people() -> None:
    assert lacks(owner(MEDIUM), Deed.PEOPLE) is Lacks.PROOF
    assert lacks(owner(MEDIUM), Deed.PEOPLE, best=MEDIUM) is None
    assert lacks(owner(LOW), Deed.PEOPLE, best=MEDIUM) is Lacks.PROOF


def test_access_data_wait_until_the_owner_was_told_unless_the_panel_vouches() -> None:
    assert lacks(replace(owner(MEDIUM), told_at=None), Deed.SECRETS) is Lacks.NOTICE
    assert lacks(replace(owner(HIGH), told_at=None), Deed.SECRETS) is None


def test_an_old_proof_keeps_the_conversation_and_nothing_worth_stealing() -> None:
    aged = {deed for deed in Deed if lacks(owner(HIGH), deed, aged=True) is Lacks.FRESHNESS}
    assert aged == {Deed.SECRETS, Deed.PEOPLE}


def test_a_proof_is_too_old_at_its_age_to_the_second_and_without_a_limit_never() -> None:
    age = timedelta(days=180)
    assert not is_aged(owner(HIGH), MONDAY + age - timedelta(seconds=1), age)
    assert is_aged(owner(HIGH), MONDAY + age, age)
    assert not is_aged(owner(HIGH), MONDAY + 9 * age, None)
    assert not is_aged(owner(LOW), MONDAY + age, age)


@given(LINKS, st.sampled_from(Deed), st.sampled_from(Assurance), st.booleans())
def test_a_surer_proof_never_takes_anything_away(link: Link, deed: Deed, best: Assurance, aged: bool) -> None:
    for surer in Assurance:
        if RANK[surer] > RANK[link.assurance] and lacks(link, deed, best=best, aged=aged) is None:
            assert lacks(replace(link, assurance=surer), deed, best=best, aged=aged) is None


@given(LINKS, st.booleans())
def test_whoever_was_let_in_at_all_can_ask_for_help(link: Link, aged: bool) -> None:
    assert lacks(link, Deed.TALK, aged=aged) is None
    assert lacks(link, Deed.SERVICES, aged=aged) is None


@given(LINKS)
def test_the_lowest_proof_opens_no_history_no_vault_and_no_people(link: Link) -> None:
    low = replace(link, assurance=LOW)
    assert not sees_all(low)
    assert lacks(low, Deed.SECRETS, best=MEDIUM) is not None
    assert lacks(low, Deed.PEOPLE, best=MEDIUM) is not None


@given(LINKS, LINKS)
def test_nobody_ends_a_surer_link_nor_ones_own_nor_one_of_another_client(mine: Link, theirs: Link) -> None:
    if word_of(mine, theirs) is Word.ENDS:
        assert mine.role is Role.OWNER
        assert mine.client == theirs.client
        assert mine.person != theirs.person
        assert mine.assurance is not LOW
        assert RANK[mine.assurance] >= RANK[theirs.assurance] + (theirs.role is Role.OWNER)


@given(LINKS, LINKS)
def test_of_two_owners_each_has_a_word_and_at_most_one_of_them_ends_anything(mine: Link, theirs: Link) -> None:
    mine = replace(mine, role=Role.OWNER)
    theirs = replace(theirs, role=Role.OWNER, client=mine.client, person=PersonId(int(mine.person) + 1))
    words = [word_of(mine, theirs), word_of(theirs, mine)]
    assert None not in words
    assert words.count(Word.ENDS) <= 1


def test_only_a_surer_owner_ends_an_owner_whoever_was_there_before() -> None:
    old, new = owner(MEDIUM), replace(owner(MEDIUM), person=VIKTOR, since=MONDAY + timedelta(days=1))
    assert word_of(old, new) is word_of(new, old) is Word.REPORTED
    assert word_of(replace(new, assurance=HIGH), old) is Word.ENDS
    assert word_of(old, replace(new, role=Role.DELEGATE)) is Word.ENDS
    assert word_of(owner(LOW), replace(owner(LOW), person=VIKTOR, role=Role.DELEGATE)) is Word.REPORTED
    assert word_of(replace(new, role=Role.DELEGATE), old) is None
    for role in Role:
        assert word_of(old, replace(new, assurance=HIGH, role=role)) is Word.REPORTED


@given(LINKS)
def test_the_mailbox_ends_what_is_no_surer_than_the_mailbox(link: Link) -> None:
    assert word_by_mail(link) is (Word.REPORTED if link.assurance is HIGH else Word.ENDS)


@pytest.mark.parametrize("first", Assurance)
@pytest.mark.parametrize("again", Assurance)
def test_a_proof_gives_more_where_it_makes_an_owner_or_is_more_than_staffs_word(
    first: Assurance, again: Assurance
) -> None:
    delegate, now = owner(first, role=Role.DELEGATE), owner(again)
    assert gives_more(delegate, now) is (RANK[again] >= RANK[first])
    assert gives_more(owner(first), now) is (first is LOW and again is not LOW)
