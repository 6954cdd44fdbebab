"""The one place that asks whether an account is sure enough for something. Source: desk/rules/assurance.py."""

from dataclasses import replace

from desk.errors import NeedsProof, OwnersOnly, SignInFirst
from desk.ids import ClientId, PersonId
from desk.ports import Work
from desk.rules.assurance import Deed, Lacks, is_aged, lacks
from desk.rules.people import Assurance, Link
from desk.usecases.tying import link_between


async def must_be_able(work: Work, person: PersonId, client: ClientId, deed: Deed) -> None:
    """Looked up anew at each press and each word. Raises SignInFirst, OwnersOnly, NeedsProof."""
    link = await link_between(work, person, client)
    if link is None:
        raise SignInFirst
    lacking = lacking_for(work, link, deed)
    if lacking is Lacks.OWNERSHIP:
        raise OwnersOnly
    if lacking is not None:
        # Whether a code by mail would be enough.
        mailed = replace(link, assurance=Assurance.MEDIUM)
        helps = work.policy.mail and lacks(mailed, deed, best=work.policy.best_proof) in {None, Lacks.NOTICE}
        raise NeedsProof(deed, lacking, "yes" if helps else "")


def lacking_for(work: Work, link: Link, deed: Deed) -> Lacks | None:
    aged = is_aged(link, work.now, work.policy.link_age)
    return lacks(link, deed, best=work.policy.best_proof, aged=aged)
