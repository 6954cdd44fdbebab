"""Words on buttons: at most a few, the verb first."""

from functools import cached_property

from handlers.texts.base import Html
from handlers.texts.labels import Labels


class ButtonTexts(Labels):
    """Named after what they do."""

    def button(self, name: str) -> Html:
        return self._on_buttons[name]

    @cached_property
    def _on_buttons(self) -> dict[str, Html]:
        """Found once for a language: a card has many buttons, and most messages change a card."""
        return {
            "sign_in": self._("I am a client: sign in"),
            "prospect": self._("I am not a client yet"),
            "new": self._("New ticket"),
            "continue": self._("Go on with the ticket"),
            "tickets": self._("My tickets"),
            "services": self._("My services"),
            "help": self._("Help"),
            "language": self._("Language"),
            "helped": self._("This helped"),
            "articles": self._("Articles"),
            "other_articles": self._("← The other articles"),
            "page_before": self._("← Before"),
            "page_after": self._("Further →"),
            "menu": self._("Menu"),
            "resend": self._("Send another code"),
            "other_email": self._("Another address"),
            "retry": self._("Ask for a new code"),
            "back": self._("← Back"),
            "cancel": self._("Cancel"),
            "skip": self._("Skip"),
            "keep": self._("Keep as it is"),
            "no_files": self._("No files"),
            "files_done": self._("That is all"),
            "send": self._("Send"),
            "send_paid": self._("Send, it is paid"),
            "send_and_wait": self._("I will wait, it is free"),
            "send_now": self._("Now, it is paid"),
            "change": self._("Change"),
            "reopen": self._("Open again"),
            "follow_up": self._("Write a follow-up"),
            "appeal": self._("Complain"),
            "still": self._("Still needed"),
            "solved": self._("Solved"),
            "more": self._("Need more time"),
            "comment": self._("Add a few words"),
            "invite": self._("Invite a person"),
            "sees_all": self._("All tickets"),
            "sees_own": self._("Only their own"),
            "let_all": self._("Show all tickets"),
            "let_own": self._("Show only their own"),
            "withdraw": self._("Withdraw the invitation"),
            "my_account": self._("Yes, this is me"),
            "not_my_account": self._("No, not mine"),
            "confirm": self._("Yes, I confirm"),
            "turn_away": self._("No"),
            "revoke": self._("Close their access"),
            "desk_zone": self._("Only your time"),
            "history": self._("History"),
            "write": self._("Add a message"),
            "close": self._("Solved, close it"),
            "older": self._("← Older"),
            "newer": self._("Newer →"),
            "elsewhere": self._("Not this one?"),
            "to_ticket": self._("To the ticket"),
            "begin_new": self._("A new ticket"),
            "take": self._("Take"),
            "release": self._("Release"),
            "wait": self._("Wait for client"),
            "working": self._("Still working"),
            "hold": self._("On hold"),
            "merge": self._("Merge"),
            "solve": self._("Solve"),
            "refuse": self._("Refuse"),
            "noturgent": self._("Not urgent"),
            "staff_reopen": self._("Open again"),
            "accept": self._("Accept"),
            "decline": self._("Decline"),
            "awaiting": self._("Payment awaited"),
            "paid": self._("Paid"),
            "clarify": self._("Ask to clarify…"),
            "access": self._("Access…"),
            "manage_macros": self._("Look, change…"),
            "new_macro": self._("New answer…"),
            "change_macro": self._("Other text…"),
            "drop_macro": self._("Throw away"),
            "own_words": self._("Own words…"),
            "add_words": self._("Add own words…"),
            "other_words": self._("Other words…"),
            "more_acts": self._("More…"),
            "case": self._("The ticket…"),
            "person": self._("The client…"),
            "macros": self._("Ready answers"),
            "note": self._("Note…"),
            "hold_why": self._("On hold, why…"),
            "price": self._("Price…"),
            "waive": self._("Free of charge…"),
            "time": self._("Time…"),
            "handover": self._("Take over…"),
            "complex": self._("Complex…"),
            "block": self._("Block…"),
            "unblock": self._("Unblock"),
            "take_back": self._("Take it back"),
            "category": self._("About…"),
            "move": self._("Move…"),
            "assign": self._("Give to…"),
            "when": self._("By when…"),
            "by_today": self._("Answer today"),
            "by_next": self._("Answer next day"),
            "by": self._("Answer by…"),
            "snooze_hour": self._("💤 An hour"),
            "snooze_next": self._("💤 Next day"),
            "snooze_monday": self._("💤 Monday"),
            "snooze": self._("💤 Until…"),
            "snooze_off": self._("Into the queue"),
            "recall": self._("Recall my answer"),
            "urgent": self._("Urgent…"),
            "take_note_back": self._("Take the note back"),
            "client": self._("The client"),
            "clientnote": self._("Client note…"),
            "link_to": self._("To a client…"),
            "link": self._("Yes, link them"),
            "not_ours": self._("I do not know them"),
            "end_access": self._("It was not me: end it"),
            "for_ourselves": self._("For ourselves"),
            "came_now": self._("Just now"),
            "file": self._("File it"),
            "send_again": self._("Send again"),
            "it_arrived": self._("It arrived"),
            "give": self._("Pass it on protected"),
            "done": self._("Done"),
            "changed": self._("Password changed"),
            "show_once": self._("Show once"),
            "hide": self._("Delete it now"),
            "take_secret": self._("Take it"),
            "to_bot": self._("Open the bot"),
            "remove": self._("Remove it"),
        }

    def invite_for(self, client: str) -> Html:
        return self._("Invite a person: {client}", client=client)

    def confirm_person(self, name: str) -> Html:
        return self._("Confirm: {name}", name=name)

    def turn_away_person(self, name: str) -> Html:
        return self._("Turn away: {name}", name=name)

    def place_in(self, *, number: int, subject: str) -> Html:
        return self._("#{number} {subject}", number=number, subject=subject)
