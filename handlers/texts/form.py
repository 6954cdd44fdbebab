"""The form: questions, what is wrong with an answer, the confirmation."""

from datetime import date, datetime

from desk.rules.entitlement import Ground, Standing
from desk.rules.form import NO_SERVICE, FormName, Problem, Remark
from desk.rules.people import ClientCategory
from desk.rules.ticket import Category, Urgency
from handlers.texts.base import Html, escape
from handlers.texts.labels import Labels


class FormTexts(Labels):
    """One method per sentence; questions and answers are found by name."""

    def progress(self, *, step: int, steps: int) -> Html:
        return self._("Step {step} of {steps}", step=step, steps=steps)

    def question(self, name: str, category: Category | None, form: FormName, *, praise: bool = False) -> Html:
        if name == "description":
            return self.description_asked(category, form, praise=praise)
        questions = {
            "client": self._("For whom are you writing?"),
            "service": self._("Which service is it about?"),
            "category": self._("What is it about?"),
            "seen": self._("Did you see the problem yourself?"),
            "changed": self._("Has anybody else changed the site, the server or the settings?"),
            "since": self._("Since when? For example: <i>since this morning</i>."),
            **self._of_a_category(),
            "urgency": self._("How urgent is it?"),
            "subject": self._("Sum it up in one line. For example: <i>the order form does not send</i>."),
            "files": self._(
                "Add photos or files, if they help: a screenshot says a lot. They can be sent one after another."
            ),
            "consent": self._(
                "To answer you, we keep your name and how to reach you, and use them for nothing else. Do you agree?"
            ),
            "name": self._("What is your name?"),
            "contact": self._("How can we reach you? A phone number or an e-mail address."),
            "comment": self._("What was good, and what was not? Tell us in a few words."),
            "feedback": self._("Is it a complaint or praise? The management reads it, not the staff."),
        }
        return questions[name]

    def _of_a_category(self) -> dict[str, Html]:
        """What staff would ask about first. Source: regulation, final provisions."""
        return {
            "product": self._("What would you like to connect? For example: <i>hosting, mail for ten people</i>."),
            "domain": self._("For which domain? If there is none yet, press “Skip”."),
            "where": self._("Where is it to be changed? The address of the page or the name of the section."),
            "by_when": self._(
                "By which day would you like it? For example: <i>15.03</i> or <i>on Friday</i>. "
                "It is a wish that staff will see, we cannot promise a day."
            ),
            "system": self._(
                "Which access is it about? For example: <i>the panel, the site's administration, files, mail</i>."
            ),
            "document": self._("Which document is it about?"),
            "period": self._("For which period? For example: <i>March 2027</i> or <i>the first quarter</i>."),
            "payer": self._("In whose name? Name and tax number or, if they have changed, the new details."),
        }

    def description_asked(self, category: Category | None, form: FormName, *, praise: bool = False) -> Html:
        """What staff will need, by category. Source: regulation, final provisions."""
        if form is FormName.PROSPECT:
            return self._("What is your question? Tell us in a few words.")
        if form is FormName.FEEDBACK:
            if praise:
                return self._("What would you like to thank us for? You may name the employee.")
            return self._("Tell us what happened, please.")
        match category:
            case Category.INCIDENT:
                return self._(
                    "Describe the problem: the address of the page, what you did, what you saw, what you expected."
                )
            case Category.CONTENT | Category.CHANGE:
                return self._("Describe the task: where, what is there now, what should be there.")
            case Category.BILLING:
                return self._("Say in your own words what you need, and whatever else matters for it.")
            case Category.ACCESS:
                return self._("Describe which access you need and for whom. Please do not send passwords here.")
            case _:
                return self._("Describe it in full: the more we know, the sooner we can help.")

    def answer(self, question: str, value: str) -> Html:
        """Words for an answer that was chosen; what was typed stays as it is."""
        match question:
            case "category":
                return self.category(Category(value))
            case "urgency":
                return self.urgency(Urgency(value))
            case "service" if value == NO_SERVICE:
                return self._("Not about a service")
            case "by_when":
                return Html(self.date(date.fromisoformat(value)))
        words = {
            ("seen", "yes"): self._("Yes, I saw it"),
            ("seen", "no"): self._("No, I was told"),
            ("changed", "no"): self._("No"),
            ("changed", "yes"): self._("Yes"),
            ("changed", "unknown"): self._("I do not know"),
            ("consent", "yes"): self._("I agree"),
            ("document", "invoice"): self._("An invoice"),
            ("document", "act"): self._("An act of acceptance"),
            ("document", "reconciliation"): self._("A reconciliation statement"),
            ("document", "contract"): self._("A contract"),
            ("document", "other"): self._("Another one"),
            ("feedback", "complaint"): self._("A complaint"),
            ("feedback", "praise"): self._("Praise"),
        }
        return words.get((question, value)) or escape(value)

    def label(self, question: str) -> Html:
        """A word for the question, on the confirmation and on the card."""
        labels = {
            "client": self._("For"),
            "service": self._("Service"),
            "category": self._("About"),
            "seen": self._("Seen in person"),
            "changed": self._("Changed by others"),
            "since": self._("Since"),
            "product": self._("To connect"),
            "domain": self._("Domain"),
            "where": self._("Where"),
            "by_when": self._("Wished by"),
            "system": self._("Access to"),
            "document": self._("Document"),
            "period": self._("Period"),
            "payer": self._("In the name of"),
            "urgency": self._("Urgency"),
            "subject": self._("Subject"),
            "description": self._("Description"),
            "files": self._("Files"),
            "consent": self._("Consent"),
            "name": self._("Name"),
            "contact": self._("Contact"),
            "feedback": self._("What it is"),
            "comment": self._("Comment"),
        }
        return labels.get(question) or escape(question)

    def given_before(self, answer: str) -> Html:
        return self._("Now: <i>{answer}</i>", answer=answer)

    def files_so_far(self, n: int) -> Html:
        return self._n("{n} file added.", "{n} files added.", n)

    def files(self, n: int) -> Html:
        return self._n("{n} file", "{n} files", n)

    def problem(self, problem: Problem, limit: int) -> Html:
        """What is wrong with an answer, and what to do."""
        match problem:
            case Problem.TOO_SHORT:
                return self._n(
                    "This is too short: at least {n} character, please.",
                    "This is too short: at least {n} characters, please.",
                    limit,
                )
            case Problem.TOO_LONG:
                return self._n(
                    "This is too long: at most {n} character, please. What you wrote is not lost.",
                    "This is too long: at most {n} characters, please. What you wrote is not lost.",
                    limit,
                )
        sentences = {
            Problem.PRESS_A_BUTTON: self._("Please choose one of the buttons below."),
            Problem.TYPE_A_TEXT: self._("Please answer in words."),
            Problem.NO_ROOM: self._(
                "There is no more room, so this message was not added. Send what is here; the rest can follow then."
            ),
            Problem.NO_STICKER: self._("A sticker is no answer here. Please answer in words or by a button below."),
            Problem.NOT_A_DAY: self._(
                "I cannot read a day in this. Write it like this: 15.03, 15 March, tomorrow or Friday."
            ),
            Problem.DAY_IS_OVER: self._("This day is over. Write today or a later one, for example: tomorrow."),
            Problem.TOO_MANY_FILES: self._(
                "There are enough files already. More can be sent after the ticket is filed."
            ),
            Problem.NOT_AN_OPTION: self._("This cannot be chosen any more. Please choose one of the buttons below."),
        }
        return sentences[problem]

    def remark(self, remark: Remark) -> Html:
        match remark:
            case Remark.KEPT_AS_DESCRIPTION:
                return self._("Kept as the description.")
            case Remark.FILE_ADDED:
                return self._("The file is added.")
            case Remark.TEXT_ADDED:
                return self._("I have added it to the description.")
            case Remark.WRITTEN_ASIDE:
                return self._("You have written something already. What you write now is added to it.")
            case Remark.FOLLOWS:
                return self._(
                    "That ticket was closed too long ago to be opened again, so this is a new one that goes on from "
                    "it. What we know already is filled in."
                )

    def confirm_head(self, form: FormName) -> Html:
        if form is FormName.FEEDBACK:
            return self._("<b>Shall I pass it on to the management?</b>")
        return self._("<b>Is everything right?</b>")

    def what_to_change(self) -> Html:
        return self._("<b>What shall we change?</b>")

    def ground_for_client(self, ground: Ground) -> Html:
        """What the client may expect, before sending. Source: regulation 1.5-1.7, 3.2."""
        match ground:
            case Ground.ACTIVE_SERVICE | Ground.ANY_ACTIVE_SERVICE | Ground.ACTIVE_LATELY:
                return self._("This is covered by your services.")
            case Ground.SERVICE_NOT_ACTIVE:
                return self._(
                    "This service is not active, so our staff decide whether they can help; we cannot promise a time. "
                    "Once it is renewed, we take the ticket as usual."
                )
            case Ground.WARRANTY:
                return self._("This work is done and still under warranty, so we help with it as usual.")
            case Ground.UNPAID:
                return self._(
                    "This service is not paid for now: we help with the payment, and our staff decide about the rest; "
                    "we cannot promise a time. Once it is paid, we take tickets about it as usual."
                )
            case Ground.PENDING:
                return self._(
                    "This service is ordered and not connected yet, so our sales people answer; "
                    "we cannot promise a time."
                )
            case Ground.NO_ACTIVE_SERVICE:
                return self._(
                    "You have no active service, so our staff decide whether they can take it, "
                    "and we cannot promise a time."
                )
            case Ground.UNVERIFIED:
                return self._(
                    "I cannot look at your services right now, which is our fault and not yours. We take the ticket "
                    "all the same; as soon as I have looked, I write what follows from it."
                )
            case Ground.NOT_A_CLIENT | Ground.OWN:
                return self._("We will answer, but we cannot promise a time.")

    def first_reaction_by(self, at: datetime) -> Html:
        return self._("First answer by: <b>{moment}</b>", moment=self.moment(at))

    def because_of_plan(self) -> Html:
        """Why the first answer is promised by then and no other time. Source: regulation 3.2."""
        return self._("This is the time that your plan promises.")

    def because_of_category(self, category: ClientCategory) -> Html:
        """Source: regulation 1.3."""
        name = self.client_category(category)
        return self._("This is the time for clients of your category: {category}.", category=name)

    def opens_at(self, at: datetime) -> Html:
        return self._("We are closed now and open {moment}. You can send it now.", moment=self.moment(at))

    def similar(self, n: int) -> Html:
        """Source: regulation 2.6."""
        if n == 1:
            return self._("You have a similar open ticket. Shall I add this to it? Then it is not filed twice.")
        return self._("You have similar open tickets. Shall I add this to one of them? Then it is not filed twice.")

    def join_ticket(self, *, number: int, subject: str) -> Html:
        """On a button."""
        return self._("Add to #{number}: {subject}", number=number, subject=subject)

    def filed(self, *, number: int, subject: str, standing: Standing) -> Html:
        if standing is Standing.PROSPECT:
            return self._("Thank you! We have your question: <b>#{number}</b>.", number=number)
        return self._("Ticket <b>#{number}</b> “{subject}” is filed.", number=number, subject=subject)

    def filed_closed(self, at: datetime) -> Html:
        return self._("We are closed now and open {moment}.", moment=self.moment(at))

    def filed_now(self, at: datetime) -> Html:
        """Outside hours, and asked for at once. Source: regulation 2.4."""
        return self._(
            "We are closed now, and your request has been passed on. If somebody is on duty, they name the price, and "
            "begin once you agree. If nobody is, we answer when we open: {moment}.",
            moment=self.moment(at),
        )

    def filed_next(self) -> Html:
        return self._("The answer will come here. If you want to add something, just write.")

    def cancelled(self, form: FormName) -> Html:
        if form is FormName.SIGN_IN:
            return self._("All right, not now. Sign in whenever you like: /start")
        if form is FormName.RATING:
            return self._("All right, without words. Your rating is kept.")
        return self._("All right, nothing was sent. Begin again whenever you like: /start")

    def dropped(self) -> Html:
        return self._("The form that you had begun was not touched for two weeks, so I put it away. A new one: /new")
