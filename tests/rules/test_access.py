"""Who sees a ticket outside the staff's room (regulation 2.2)."""

from hypothesis import given as for_any
from hypothesis import strategies as st

from desk.ids import ClientId, PersonId
from desk.rules.access import may_see
from desk.rules.people import Assurance, Link, Role
from desk.rules.ticket import Ticket
from tests.builders import ANNA, BORIS, ROMASHKA, VIKTOR, a_link, a_prospects_ticket, a_ticket

VASILEK = ClientId("vasilek")


def test_2_2_an_owner_sees_every_ticket_of_the_client() -> None:
    assert may_see(ANNA, [a_link()], a_ticket())
    assert may_see(ANNA, [a_link()], a_ticket(author=VIKTOR))


def test_sec_17_nobody_sees_the_ticket_of_another_client() -> None:
    theirs = a_ticket(client=VASILEK, author=VIKTOR)
    assert not may_see(ANNA, [a_link()], theirs)
    assert may_see(ANNA, [a_link(), a_link(client=VASILEK)], theirs)


def test_sec_17_having_written_a_ticket_is_not_enough_once_the_tie_to_the_client_is_gone() -> None:
    assert may_see(ANNA, [a_link()], a_ticket(author=ANNA))
    assert not may_see(ANNA, [], a_ticket(author=ANNA))


def test_sec_17_the_link_of_somebody_else_opens_nothing() -> None:
    assert not may_see(VIKTOR, [a_link(person=ANNA)], a_ticket())
    assert may_see(VIKTOR, [a_link(person=VIKTOR)], a_ticket())


def test_2_2_a_delegate_sees_what_the_owner_allowed() -> None:
    all_of_it, own = (a_link(person=VIKTOR, role=Role.DELEGATE, sees_all=sees_all) for sees_all in (True, False))
    assert may_see(VIKTOR, [all_of_it], a_ticket(author=ANNA))
    assert not may_see(VIKTOR, [own], a_ticket(author=ANNA))
    assert may_see(VIKTOR, [own], a_ticket(author=VIKTOR))


def test_1_2_4_a_prospects_ticket_is_seen_by_its_author_only() -> None:
    assert may_see(VIKTOR, [], a_prospects_ticket())
    assert not may_see(ANNA, [a_link()], a_prospects_ticket())


people = st.sampled_from([ANNA, VIKTOR, BORIS])
clients = st.sampled_from([ROMASHKA, VASILEK, ClientId("lutik")])
links = st.lists(
    st.builds(Link, people, clients, st.sampled_from(Role), st.sampled_from(Assurance), st.booleans()),
    max_size=6,
    unique_by=lambda link: (link.person, link.client),
)
tickets = st.builds(
    lambda author, client: a_ticket(author=author, client=client), people, st.one_of(st.none(), clients)
)


@for_any(people, links, tickets)
def test_sec_17_whoever_sees_a_clients_ticket_is_tied_to_that_very_client(
    person: PersonId, known: list[Link], ticket: Ticket
) -> None:
    seen = may_see(person, known, ticket)
    if ticket.client is None:
        assert seen is (ticket.author == person)
    else:
        theirs = [link for link in known if link.person == person and link.client == ticket.client]
        assert not seen or theirs
        assert seen or all(link.role is Role.DELEGATE or link.assurance is Assurance.LOW for link in theirs)
        assert not seen or ticket.author == person or all(link.assurance is not Assurance.LOW for link in theirs)
