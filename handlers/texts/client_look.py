"""What staff read about a client, and what is told about who belongs to one."""

from datetime import datetime

from desk.notices.client_look import LinkedPerson
from desk.rules.client_notes import LONGEST, MOST
from desk.rules.people import ClientCategory, Proof
from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels


class ClientLookTexts(Labels):
    """Source: regulation 1.2.4, 2.3."""

    def look_head(self, *, name: str, number: str, category: ClientCategory, contact: str) -> Html:
        head = self._(
            "<b>{name}</b> ({category}), client number {number}",
            name=name,
            category=self.client_category(category),
            number=number,
        )
        return Html(f"{head}\n{escape(contact)}") if contact else head

    def held_services(self, *, some: bool) -> Html:
        return self._("<b>Services</b>") if some else self._("No services.")

    def linked_people(self, *, some: bool) -> Html:
        return self._("<b>In Telegram</b>") if some else self._("Nobody of the client is in Telegram.")

    def linked_person(self, person: LinkedPerson) -> Html:
        name = self.named(name=person.name, username=person.username)
        marks = [self._person_role(person)]
        if not person.reachable:
            marks.append(self._("has stopped the bot"))
        if person.blocked:
            marks.append(self._("⛔ blocked: {reason}", reason=person.blocked))
        return self._("{name} – {marks}", name=name, marks=Html(", ".join(marks)))

    def _person_role(self, person: LinkedPerson) -> Html:
        if person.owner:
            return self._("owner")
        return self._("acts for the client, sees all") if person.sees_all else self._("acts for the client, sees own")

    def last_tickets(self, *, some: bool) -> Html:
        return self._("<b>Tickets in this group</b>") if some else self._("No tickets in this group.")

    def client_notes(self, *, some: bool) -> Html:
        if some:
            return self._("<b>Notes</b> (the client never sees them)")
        return self._("No notes. Keep one: /clientnote text in a ticket of the client")

    def client_note(self, *, text: str, who: str, at: datetime) -> Html:
        return self._("{text} – {who}, {moment}", text=text, who=who, moment=self.moment(at))

    def client_and_more(self, n: int) -> Html:
        return self._n("… and {n} more", "… and {n} more", n)

    def take_note_back(self, *, who: str, text: str) -> Html:
        """On a button."""
        return self._("↩ {who}: {text}", who=who, text=text)

    def client_note_kept(self, *, client: str, who: str, total: int) -> Html:
        noted = self._("{who} has noted something about {client}. Colleagues read it: /client", who=who, client=client)
        many = self._n("There is {n} note.", "There are {n} notes.", total)
        return Html(f"{noted} {many}")

    def card_notes(self, n: int) -> Html:
        return self._n("📝 {n} note on the client: /client", "📝 {n} notes on the client: /client", n)

    def which_client(self) -> Html:
        return self._(
            "Which client? In a ticket write /client alone, elsewhere with a name, an e-mail address, a phone or a "
            "client number: /client anna@example.com"
        )

    def no_client_here(self) -> Html:
        return self._(
            "This ticket is of no client. If its author is one, link them: /link anna@example.com; a note on the "
            "ticket itself: /note"
        )

    def link_asked(self, *, person: str, client: str, number: int, tickets: int) -> Html:
        asked = self._("Is {person} the client <b>{client}</b>, or somebody of theirs?", person=person, client=client)
        becomes = self._("Ticket #{number} becomes the client's, with the target of a client.", number=number)
        if tickets > 1:
            becomes = self._n(
                "{n} open ticket of theirs becomes the client's, with the target of a client.",
                "{n} open tickets of theirs become the client's, with the target of a client.",
                tickets,
            )
        return Html(f"{asked}\n\n{becomes}")

    def link_means(self, *, owners: str) -> Html:
        if owners:
            return self._(
                "They will act for the client, see the services and only their own tickets. The owner ({owners}) is "
                "told at once and can end it by one tap, or show them more.",
                owners=owners,
            )
        return self._(
            "Nobody of the client is in Telegram: they will write for it, see its services and their own tickets. All "
            "tickets, and the right to invite others, come with a proof of their own (/signin). Be sure of who it is."
        )

    def which_client_to_link(self) -> Html:
        return self._(
            "To which client? Write a name, an e-mail address, a phone or a client number: /link anna@example.com"
        )

    def cannot_link(self, why: str) -> Html:
        if why == "own":
            return self._("Staff opened this ticket for themselves: it has no author to link.")
        if why == "closed":
            return self._("This client is closed with us: nobody new is let in for them.")
        return self._("This ticket is a client's already: /client shows whose. Take a link back: /unlink")

    def cannot_disown(self, why: str) -> Html:
        """To somebody who may be afraid: so there is a way on."""
        if why == "gone":
            return self._("This person has no access to the client any more.")
        if why == "known":
            return self._("Our staff know it already and are looking into it. If it is urgent, write to us: /new")
        return self._("You cannot end this access yourself. Write to us: /new – we will check it and close it.")

    def not_linked_here(self) -> Html:
        return self._("There is no access here to end: the author of this ticket does not write for a client.")

    def linked_to_client(self, *, client: str, owner: bool) -> Html:
        if owner:
            return self._(
                "We have found you among our clients: you write for <b>{client}</b> now and see its services and your "
                "own tickets. To see all of its tickets, show by a code by mail that you are the client: /signin",
                client=client,
            )
        return self._(
            "We have found you among our clients: you act for <b>{client}</b> now and see your own tickets and the "
            "services. /services, /tickets",
            client=client,
        )

    def linked_tickets(self, numbers: str, *, several: bool) -> Html:
        if several:
            return self._("Your tickets {numbers} go on as a client's.", numbers=numbers)
        return self._("Your ticket {numbers} goes on as a client's.", numbers=numbers)

    def somebody_linked(self, *, client: str, person: str, sees_all: bool, proof: Proof) -> Html:
        """To an owner. Source: regulation 2.2, ASVS 6.3.7."""
        if proof is Proof.STAFF:
            how = self._("Our staff have let {person} write for <b>{client}</b>.", person=person, client=client)
        elif proof is Proof.MAIL:
            how = self._(
                "{person} now writes for <b>{client}</b>: they had the code from the client's mailbox.",
                person=person,
                client=client,
            )
        elif proof is Proof.PANEL:
            how = self._(
                "{person} now writes for <b>{client}</b>: they came from the client's account on our site.",
                person=person,
                client=client,
            )
        elif proof is Proof.PHONE:
            how = self._(
                "{person} now writes for <b>{client}</b>: the phone number of their Telegram is the client's.",
                person=person,
                client=client,
            )
        else:
            how = self._("{person} now writes for <b>{client}</b>.", person=person, client=client)
        sees = (
            self._("They see all of its tickets and services.")
            if sees_all
            else self._("They see the services and only their own tickets.")
        )
        return Html(f"{how} {sees}")

    def named(self, *, name: str, username: str) -> Html:
        return self._("{name} (@{username})", name=name, username=username) if username else escape(name)

    def bad_client_note(self, why: str) -> Html:
        match why:
            case "empty":
                return self._("Write the note after the command: /clientnote prefers to be called after lunch")
            case "too_long":
                return self._("This is too long for a note: at most {n} characters, please.", n=LONGEST)
            case _:
                return self._("This client has {n} notes already. Take one back first: /client", n=MOST)
