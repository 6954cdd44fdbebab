"""What is kept of people, and what they have agreed to."""

from handlers.texts.base import Html
from handlers.texts.labels import Labels


class PrivacyTexts(Labels):
    """Plain and short: nobody agrees to what they have not understood."""

    def consent_asked(self, *, waits: bool, again: bool) -> Html:
        if not waits:
            return self._(
                "The terms on which we keep personal data have changed. Please read them and agree to them: this "
                "holds up nothing, your ticket goes on."
            )
        before = (
            self._("The terms on which we keep personal data have changed, so I ask once more.")
            if again
            else self._("Hello. Before we begin, I need your consent to keep personal data.")
        )
        rest = self._(
            "We keep your name and number in Telegram, the contacts that you give, and what you write: to answer you. "
            "What you have written waits, unread. Once you agree, it goes on by itself. "
            "If you do not agree, or do not answer within 24 hours, I erase it."
        )
        return Html(f"{before}\n\n{rest}")

    def consent_given(self, *, released: bool) -> Html:
        if released:
            return self._("Thank you. What you have written goes on now.")
        return self._("Thank you, noted.")

    def consent_refused(self, *, erased: bool, late: bool, known: bool) -> Html:
        lines = []
        if late:
            lines.append(self._("You have not agreed within 24 hours, so I have erased what you had written, unread."))
        elif erased:
            lines.append(self._("As you wish. I have erased what you had written; nobody has read it."))
        else:
            lines.append(self._("As you wish."))
        if known:
            lines.append(self._("What we have kept from before stays as it is."))
        lines.append(self._("If you want to write to us after all, just send a message: I will ask again."))
        return Html("\n".join(lines))

    def too_much_held(self, *, most: int) -> Html:
        return self._(
            "Before you have agreed I keep {most} messages at most. This one and those after it are not kept: please "
            "answer the question above first, then send them again.",
            most=most,
        )
