"""Whose words go to the client: the one decision, as a table."""

from itertools import product

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from desk.ids import PersonId
from desk.rules.relay import Audience, ReplyTo, StaffMessage, StaffReply, audience
from desk.rules.ticket import Ticket
from tests.builders import BORIS, VERA, a_ticket

CLIENT, INSIDE = Audience.CLIENT, Audience.INSIDE
ASSIGNEE, ALL, REPLY = StaffReply.ASSIGNEE, StaffReply.ALL, StaffReply.REPLY

# In a topic, by what the message is a reply to (rows), for whom the ticket is (columns).
NOBODYS, OWN, ANOTHERS = None, BORIS, VERA
COLUMNS = (NOBODYS, OWN, ANOTHERS)
IN_A_TOPIC = {
    ASSIGNEE: {
        #                   nobody's, own,    another's
        ReplyTo.NOTHING: (CLIENT, CLIENT, INSIDE),
        ReplyTo.DESK: (CLIENT, CLIENT, INSIDE),
        ReplyTo.CLIENT: (CLIENT, CLIENT, CLIENT),
        ReplyTo.COLLEAGUE: (INSIDE, INSIDE, INSIDE),
    },
    ALL: {
        ReplyTo.NOTHING: (CLIENT, CLIENT, CLIENT),
        ReplyTo.DESK: (CLIENT, CLIENT, CLIENT),
        ReplyTo.CLIENT: (CLIENT, CLIENT, CLIENT),
        ReplyTo.COLLEAGUE: (INSIDE, INSIDE, INSIDE),
    },
    REPLY: {
        ReplyTo.NOTHING: (INSIDE, INSIDE, INSIDE),
        ReplyTo.DESK: (INSIDE, INSIDE, INSIDE),
        ReplyTo.CLIENT: (CLIENT, CLIENT, CLIENT),
        ReplyTo.COLLEAGUE: (INSIDE, INSIDE, INSIDE),
    },
}

# In a plain group only replies can belong to a ticket, whatever the policy and whoever has it.
IN_A_PLAIN_GROUP = {
    ReplyTo.NOTHING: INSIDE,
    ReplyTo.DESK: CLIENT,
    ReplyTo.CLIENT: CLIENT,
    ReplyTo.COLLEAGUE: INSIDE,
}

EVERY_CASE = list(product(StaffReply, ReplyTo, COLUMNS))


def boris_says(text: str, reply_to: ReplyTo = ReplyTo.NOTHING, *, in_topic: bool = True) -> StaffMessage:
    return StaffMessage(BORIS, text, reply_to, in_topic)


def a_ticket_of(assignee: PersonId | None) -> Ticket:
    return a_ticket(assignee=assignee)


@pytest.mark.parametrize(("policy", "reply_to", "assignee"), EVERY_CASE)
def test_in_a_topic_the_policy_and_the_reply_decide(
    policy: StaffReply, reply_to: ReplyTo, assignee: PersonId | None
) -> None:
    expected = IN_A_TOPIC[policy][reply_to][COLUMNS.index(assignee)]
    assert audience(boris_says("Good morning", reply_to), a_ticket_of(assignee), policy) is expected


@pytest.mark.parametrize(("policy", "reply_to", "assignee"), EVERY_CASE)
def test_in_a_plain_group_only_replies_go_out(policy: StaffReply, reply_to: ReplyTo, assignee: PersonId | None) -> None:
    said = boris_says("Good morning", reply_to, in_topic=False)
    assert audience(said, a_ticket_of(assignee), policy) is IN_A_PLAIN_GROUP[reply_to]


SLASHES = [
    "/note he calls back",
    "//he calls back",
    "/unknown",
    "/",
    "//",
    " //he calls back",
    "\n\t/take",
    "/take@desk",
]


@pytest.mark.parametrize("text", SLASHES)
@pytest.mark.parametrize("in_topic", [True, False])
def test_whatever_begins_with_a_slash_stays_inside(text: str, in_topic: bool) -> None:
    """Even as a reply to the client, which otherwise always goes out."""
    assert audience(boris_says(text, ReplyTo.CLIENT, in_topic=in_topic), a_ticket(), ALL) is INSIDE
    words = text.replace("/", "")
    assert audience(boris_says(words, ReplyTo.CLIENT, in_topic=in_topic), a_ticket(), ALL) is CLIENT


def test_a_slash_within_a_text_is_no_command() -> None:
    assert audience(boris_says("Try https://example.com/a, and/or the other"), a_ticket(), ASSIGNEE) is CLIENT
    assert audience(boris_says("/Try https://example.com/a"), a_ticket(), ASSIGNEE) is INSIDE


def test_a_file_without_words_goes_the_way_of_any_other_message() -> None:
    assert audience(boris_says(""), a_ticket_of(BORIS), ASSIGNEE) is CLIENT
    assert audience(boris_says(""), a_ticket_of(VERA), ASSIGNEE) is INSIDE


blanks = st.text(" \t\n\r\u00a0\u2003\u3000", max_size=5)
messages = st.builds(
    StaffMessage,
    author=st.sampled_from([BORIS, VERA]),
    text=st.builds(lambda space, rest: f"{space}/{rest}", blanks, st.text(max_size=20)),
    reply_to=st.sampled_from(ReplyTo),
    in_topic=st.booleans(),
)
tickets = st.sampled_from([NOBODYS, OWN, ANOTHERS]).map(a_ticket_of)


@for_any(messages, tickets, st.sampled_from(StaffReply))
def test_sec_16_what_begins_with_a_slash_never_goes_to_the_client(
    message: StaffMessage, ticket: Ticket, policy: StaffReply
) -> None:
    assert audience(message, ticket, policy) is INSIDE


@for_any(messages, tickets, st.sampled_from(StaffReply), st.text(max_size=20))
def test_sec_16_a_reply_to_a_colleague_never_goes_to_the_client(
    message: StaffMessage, ticket: Ticket, policy: StaffReply, text: str
) -> None:
    to_a_colleague = StaffMessage(message.author, text, ReplyTo.COLLEAGUE, message.in_topic)
    assert audience(to_a_colleague, ticket, policy) is INSIDE
