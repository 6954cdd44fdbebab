"""What clients read about those who act for them."""

from datetime import datetime

from desk.notices.people import Standing
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class PeopleTexts(Labels):
    """Source: regulation 2.2, 4.5."""

    def people_head(self) -> Html:
        return self._("People who may write to us for you:")

    def people_of(self, *, client: str, lines: Html) -> Html:
        head = self._("<b>{client}</b>", client=client)
        return Html(f"{head}\n{lines}")

    def delegate_line(self, *, name: str, sees_all: bool) -> Html:
        if sees_all:
            return self._("{name} – sees all tickets", name=name)
        return self._("{name} – sees only their own tickets", name=name)

    def invitation_line(self, *, until: datetime, waiting: str) -> Html:
        if waiting:
            return self._("{name} waits for your confirmation until {moment}", name=waiting, moment=self.moment(until))
        return self._("An invitation nobody has used, until {moment}", moment=self.moment(until))

    def acts_for(self, clients: str) -> Html:
        return self._(
            "You act for <b>{clients}</b>. "
            "Only the client invites people: ask them if somebody else is to write to us.",
            clients=clients,
        )

    def delegate(self, *, name: str, client: str, sees_all: bool) -> Html:
        acts = self._("<b>{name}</b> acts for {client}.", name=name, client=client)
        sees = (
            self._("They see all tickets of the client, answer in them and write new ones.")
            if sees_all
            else self._("They write new tickets and see only their own.")
        )
        return Html(f"{acts}\n{sees}")

    def inviting_asked(self, *, client: str) -> Html:
        """Source: regulation 4.5."""
        return self._(
            "Whom you invite will write to us for <b>{client}</b>, and what they ask for counts as asked by you. "
            "For what they do with the access that you give them, you answer, not we (regulation, 4.5).\n\n"
            "What shall they see?",
            client=client,
        )

    def invitation_made(self, *, client: str, link: str, sees_all: bool, until: datetime) -> Html:
        sees = self._("all tickets") if sees_all else self._("only their own tickets")
        return self._(
            "An invitation to write to us for <b>{client}</b>, seeing {sees}. "
            "Send this link to the person, and to nobody else:\n\n{link}\n\n"
            "It works once, until {moment}. When they have opened it, I ask you to confirm. All invitations: /people",
            client=client,
            sees=sees,
            link=link,
            moment=self.moment(until),
        )

    def somebody_came(self, *, client: str, name: str, username: str, sees_all: bool) -> Html:
        who = self._("{name} (@{username})", name=name, username=username) if username else self._("{name}", name=name)
        sees = self._("all tickets") if sees_all else self._("only their own tickets")
        return self._(
            "<b>{who}</b> has opened your invitation. Is this the person you invited? "
            "They will write to us for {client} and see {sees}.",
            who=who,
            client=client,
            sees=sees,
        )

    def own_again(self, *, numbers: str) -> Html:
        """To whoever acts for a client no more."""
        return self._("Your own again, and yours to go on with: {numbers}.", numbers=numbers)

    def stays_the_clients(self, *, numbers: str, client: str) -> Html:
        return self._("These stay with {client}, and you see them no more: {numbers}.", client=client, numbers=numbers)

    def delegate_told(self, standing: Standing, *, client: str, sees_all: bool) -> Html:
        match standing:
            case Standing.WAITING:
                return self._(
                    "You are invited to write to us for {client}. "
                    "Whoever invited you is asked to confirm; I will tell you.",
                    client=client,
                )
            case Standing.CONFIRMED if sees_all:
                return self._(
                    "You now act for {client} and see all of its tickets. Write a ticket: /new, see them: /tickets",
                    client=client,
                )
            case Standing.CONFIRMED:
                return self._(
                    "You now act for {client}. Write a ticket: /new, see yours: /tickets",
                    client=client,
                )
            case Standing.DECLINED:
                return self._(
                    "The invitation to write to us for {client} was not confirmed. "
                    "If this is a mistake, ask for a new link.",
                    client=client,
                )
            case Standing.ORPHANED:
                return self._(
                    "The invitation to write to us for {client} has ended: whoever sent it does not decide for the "
                    "client any more. Ask the client for a new link.",
                    client=client,
                )
            case Standing.ENDED:
                return self._(
                    "Our staff have ended your access to {client}. If this is a mistake, write to us, please: we will "
                    "sort it out.",
                    client=client,
                )
            case Standing.REVOKED:
                return self._(
                    "You no longer act for {client}: the client has closed your access. "
                    "If you have questions, ask them, please.",
                    client=client,
                )

    def delegate_outdated(self, *, client: str, name: str) -> Html:
        return self._(
            "{name} does not write to us for {client} any more: the address by which I knew them is not the client's "
            "any more. Everybody who may: /people",
            name=name,
            client=client,
        )

    def delegates_changed(self, *, client: str, name: str, by: str, added: bool) -> Html:
        if added:
            return self._(
                "{by} has confirmed that {name} may write to us for {client}. Everybody who may: /people",
                by=by,
                name=name,
                client=client,
            )
        if not by:
            return self._(
                "{name} does not write to us for {client} any more: they have ended it themselves. "
                "Everybody who may: /people",
                name=name,
                client=client,
            )
        return self._(
            "{by} has closed the access of {name}, who wrote to us for {client}. Everybody who may: /people",
            by=by,
            name=name,
            client=client,
        )
