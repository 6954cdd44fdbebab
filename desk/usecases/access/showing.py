"""Access data are shown to the employee who asked: once, for a minute, in private. Source: regulation 4.4."""

from dataclasses import replace
from datetime import timedelta

from desk.errors import CannotLook, NotYourSecret, OutsideTheGroup, SecretIs, SecretLocked, VaultOff
from desk.ids import ChatId, PersonId, SecretId
from desk.notices.staff import Trouble
from desk.notices.toasts import Toast
from desk.notices.vault import Access, Removal, SecretShown, SecretUnsure
from desk.ports import Work
from desk.rules.events import EventKind
from desk.rules.ticket import Ticket
from desk.rules.vault import HELD, SHOWN_FOR, Secret, SecretState, Unsealable, begin_showing, end, shown, unsure
from desk.usecases.access.changing import access_over
from desk.usecases.access.telling import happened, news, tell_asker, tell_client, ticket_of
from desk.usecases.home import start
from desk.usecases.trusting import must_be_verified


async def room_of(work: Work, *, person: PersonId, number: SecretId) -> ChatId | None:
    """The group whose member the person has to be, if the data are meant for them."""
    secret = await work.secrets.get(number)
    return (await ticket_of(work, secret)).room if secret and secret.asker == person else None


async def show_secret(work: Work, *, person: PersonId, number: SecretId, member: bool | None) -> Toast:
    """*Show once*. `member`: whether they are in the staff's group now; None: Telegram did not say.

    Of two presses one is too late. Raises SecretIs, NotYourSecret, OutsideTheGroup, CannotLook, NotVerified,
    SecretLocked.
    """
    secret = await _mine(work, person, number)
    if member is not True:
        raise CannotLook if member is None else OutsideTheGroup
    await must_be_verified(work, (await ticket_of(work, secret)).client)
    showing = begin_showing(secret, person)
    if work.policy.vault is None:
        raise VaultOff
    try:
        work.policy.vault.unseal(secret.sealed, secret.about)
    except Unsealable as error:
        raise SecretLocked from error
    await work.secrets.save(showing)
    work.outbox.say(SecretShown(to=person, secret=secret.id))
    return Toast.DONE


async def come_for_secret(work: Work, *, person: PersonId, number: SecretId) -> None:
    """By the link in the ticket's topic: from now on the desk may write to them."""
    secret = await _mine(work, person, number)
    if secret.state is not SecretState.GIVEN:
        raise SecretIs(secret.state)
    tell_asker(work, await ticket_of(work, secret), secret)


async def come(work: Work, *, person: PersonId) -> None:
    """*Start*: where they can go from here, and the access that waits for them."""
    await start(work, person=person)
    for secret in await work.secrets.asked_by(person):
        if secret.state is SecretState.GIVEN:
            tell_asker(work, await ticket_of(work, secret), secret)


async def _mine(work: Work, person: PersonId, number: SecretId) -> Secret:
    secret = await work.secrets.get(number)
    if secret is None:
        raise SecretIs("nothing")
    if secret.asker != person:
        raise NotYourSecret
    return secret


async def take_secret(work: Work, *, by: PersonId, room: ChatId, number: SecretId) -> Toast:
    """What a client sent in by themselves is for the first employee who takes it."""
    secret = await work.secrets.get(number)
    ticket = await work.tickets.get(secret.ticket) if secret else None
    if secret is None or ticket is None or ticket.room != room:
        raise SecretIs("nothing")
    if secret.asker == by and secret.state is SecretState.GIVEN:
        tell_asker(work, ticket, secret)
        return Toast.ALREADY
    if secret.asker is not None:
        raise NotYourSecret
    if secret.state is not SecretState.GIVEN:
        raise SecretIs(secret.state)
    taken = await work.secrets.save(replace(secret, asker=by))
    await news(work, ticket, taken, Access.TAKEN, who=by)
    tell_asker(work, ticket, taken)
    return Toast.DONE


async def hide_now(work: Work, *, person: PersonId, number: SecretId) -> Toast:
    """The employee has read it before the minute is over."""
    secret = await _mine(work, person, number)
    if secret.post is None:
        return Toast.ALREADY
    work.outbox.say(Removal(to=person, message=secret.post, shown=True))
    return Toast.DONE


async def was_shown(work: Work, notice: SecretShown, post: int | None) -> None:
    """Telegram took it: it is erased here, and goes out of the chat in a minute; at once if it was taken back."""
    secret = await work.secrets.get(notice.secret)
    if secret is None or secret.was_seen:
        return
    seen = await work.secrets.save(shown(secret, post, work.now))
    if post is not None:
        wait = SHOWN_FOR if secret.state is SecretState.SHOWING else timedelta()
        work.outbox.say(Removal(to=notice.to, message=post, shown=True), at=work.now + wait)
    ticket = await ticket_of(work, seen)
    happened(work, ticket, EventKind.ACCESS_SHOWN, seen.asker)
    await news(work, ticket, seen, Access.SEEN, who=seen.asker)
    await tell_client(work, ticket, seen, Access.SEEN)
    await _ended_meanwhile(work, ticket)


async def may_have_been_shown(work: Work, notice: SecretShown) -> None:
    """Nobody knows. It is never sent twice: erased, and the employee asks anew. It counts as seen."""
    secret = await work.secrets.get(notice.secret)
    if secret is None or secret.state is not SecretState.SHOWING:
        return
    lost = await work.secrets.save(unsure(secret, work.now))
    ticket = await ticket_of(work, lost)
    happened(work, ticket, EventKind.ACCESS_UNSURE, lost.asker)
    work.outbox.say(SecretUnsure(to=notice.to, ticket=ticket.id))
    await news(work, ticket, lost, Access.UNSURE, who=lost.asker)
    await tell_client(work, ticket, lost, Access.UNSURE)
    await _ended_meanwhile(work, ticket)


async def _ended_meanwhile(work: Work, ticket: Ticket) -> None:
    if not ticket.is_open:
        await access_over(work, ticket)


async def was_not_shown(work: Work, number: SecretId, why: Trouble | None = None) -> None:
    """It waits on. An employee who cannot be written to is told in the topic how."""
    secret = await work.secrets.get(number)
    if secret is None or secret.state not in HELD:
        return
    if secret.state is SecretState.SHOWING:
        secret = await work.secrets.save(replace(secret, state=SecretState.GIVEN))
    if why is not None:
        await news(work, await ticket_of(work, secret), secret, Access.NOT_STARTED)


async def asker_left(work: Work, *, room: ChatId, person: PersonId) -> None:
    """Whoever left the group sees nothing any more: what they asked for is erased."""
    for secret in await work.secrets.asked_by(person):
        ticket = await ticket_of(work, secret)
        if ticket.room != room:
            continue
        ended = await work.secrets.save(end(secret, SecretState.WITHDRAWN))
        happened(work, ticket, EventKind.ACCESS_WITHDRAWN, person)
        await news(work, ticket, ended, Access.WITHDRAWN)
        await tell_client(work, ticket, ended, Access.WITHDRAWN)
