"""Words for values: categories, statuses, grounds, marks of a service."""

from desk.rules.entitlement import Ground, ServiceState
from desk.rules.people import ClientCategory
from desk.rules.refusals import Clause
from desk.rules.ticket import Category, Status, Urgency
from handlers.texts.base import Html, Words


class Labels(Words):
    """One method per kind of value."""

    def category(self, category: Category) -> Html:
        match category:
            case Category.INCIDENT:
                return self._("Something is broken")
            case Category.CONNECTION:
                return self._("Connect a service")
            case Category.CHANGE:
                return self._("Change or upgrade")
            case Category.CONTENT:
                return self._("Edit content")
            case Category.BILLING:
                return self._("Bills and paperwork")
            case Category.CONSULTATION:
                return self._("A question")
            case Category.ACCESS:
                return self._("Access and passwords")
            case Category.OTHER:
                return self._("Something else")

    def urgency(self, urgency: Urgency) -> Html:
        return self._("Urgent") if urgency is Urgency.URGENT else self._("Not urgent")

    def status(self, status: Status) -> Html:
        match status:
            case Status.NEW:
                return self._("new")
            case Status.OPEN:
                return self._("in work")
            case Status.WAITING:
                return self._("waiting for the client")
            case Status.ON_HOLD:
                return self._("on hold")
            case Status.SOLVED:
                return self._("solved")
            case Status.INACTIVE:
                return self._("INACTIVE")
            case Status.REFUSED:
                return self._("refused")
            case Status.MERGED:
                return self._("merged")

    def status_for_client(self, status: Status) -> Html:
        """The same, said to the client about themselves."""
        return self._("waiting for your answer") if status is Status.WAITING else self.status(status)

    def service_state(self, state: ServiceState) -> Html:
        match state:
            case ServiceState.ACTIVE:
                return self._("active")
            case ServiceState.EXPIRED:
                return self._("expired")
            case ServiceState.SUSPENDED:
                return self._("suspended")
            case ServiceState.ENDED:
                return self._("ended")
            case ServiceState.PENDING:
                return self._("not connected yet")
            case ServiceState.WARRANTY:
                return self._("done, under warranty")
            case ServiceState.COMPLETED:
                return self._("done")

    def client_category(self, category: ClientCategory) -> Html:
        match category:
            case ClientCategory.PARTNER:
                return self._("partner")
            case ClientCategory.INDIVIDUAL:
                return self._("individual")
            case ClientCategory.SERVICE_USER:
                return self._("service user")
            case ClientCategory.PROSPECT:
                return self._("prospect")

    def ground(self, ground: Ground) -> Html:
        """For staff: why the ticket stands as it does, with the clause."""
        sentences = {
            Ground.ACTIVE_SERVICE: self._("the service is active (1.5)"),
            Ground.ANY_ACTIVE_SERVICE: self._("the client has an active service (1.2)"),
            Ground.WARRANTY: self._("the work is done and under warranty (1.5)"),
            Ground.SERVICE_NOT_ACTIVE: self._("this service is not active (1.5.2)"),
            Ground.UNPAID: self._("this service is not paid: a matter of finance (1.5.2)"),
            Ground.PENDING: self._("this service is not connected yet: a matter of sales (1.5.2)"),
            Ground.NO_ACTIVE_SERVICE: self._("the client has no active service (1.7)"),
            Ground.ACTIVE_LATELY: self._("active by the panel's last answer; it cannot be asked now (1.5)"),
            Ground.UNVERIFIED: self._("not verified: the panel cannot be asked now (1.5.2)"),
            Ground.NOT_A_CLIENT: self._("not a client yet (1.2.4)"),
            Ground.OWN: self._("opened by staff for themselves"),
        }
        return sentences[ground]

    def clause(self, clause: Clause) -> Html:
        """On a button: the ground of a refusal."""
        match clause:
            case Clause.NO_ACTIVE_SERVICE:
                return self._("1.6 – no active service")
            case Clause.REPEATS_AN_OPEN_TASK:
                return self._("2.6 – repeats an open ticket")
            case Clause.EDITED_BY_A_THIRD_PARTY:
                return self._("4.2 – edited by a third party")
