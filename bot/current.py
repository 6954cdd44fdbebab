"""The policy as it is by now: managers change the company's days while the desk runs."""

from desk.office import Office
from desk.rules.policy import Policy
from desk.usecases.calendar import day_changes


class Current:
    """Given wherever units of work begin, instead of the policy itself."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __call__(self) -> Policy:
        return self.policy

    async def read_days(self, office: Office) -> None:
        """Take over what was said in the chat about single days. Source: T6."""
        opening = self.policy.opening
        self.policy = self.policy.with_opening(opening.with_changes(await office.look(day_changes)))
