"""What an owner has begun and cannot end any more, because they own the client no more: invitations. Regulation 2.2."""

from desk.ids import PersonId
from desk.notices.people import DelegateTold, Standing
from desk.ports import Work
from desk.rules.invitations import Settlement
from desk.rules.people import Client


async def end_invitations(work: Work, owner: PersonId, client: Client) -> None:
    """At once; whoever came by one and waits for the owner's word is told that it will not come."""
    for invitation in await work.invitations.open_of(client.id, work.now):
        if invitation.owner != owner or not await work.invitations.settle(invitation.id, Settlement.ORPHANED):
            continue
        if invitation.person is not None:
            work.outbox.say(DelegateTold(to=invitation.person, standing=Standing.ORPHANED, client=client.name))
