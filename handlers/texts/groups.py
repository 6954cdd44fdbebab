"""What is said about a group as a whole: what is wrong with it, what that means, who has to do what."""

from desk.rules.groups import Wrong
from desk.rules.relay import StaffReply
from handlers.texts.base import Html
from handlers.texts.labels import Labels


class GroupTexts(Labels):
    """For managers and for the group itself: the same words."""

    def group_news(self, wrong: Wrong, *, title: str, waiting: int, detail: str) -> Html:
        if wrong is Wrong.NOTHING:
            return self._well_again(title, waiting)
        return Html("\n\n".join(self._trouble(wrong, title, detail)))

    def _well_again(self, title: str, waiting: int) -> Html:
        well = self._("✅ All is well again with the group “{title}”.", title=title)
        if not waiting:
            return well
        sent = self._n(
            "{n} message that waited is being sent now.", "{n} messages that waited are being sent now.", waiting
        )
        return Html(f"{well} {sent}")

    def _trouble(self, wrong: Wrong, title: str, detail: str) -> list[Html]:
        """What it is; what it means; who must do what."""
        if wrong in {Wrong.TOPICS_OFF, Wrong.NO_TOPICS_RIGHT, Wrong.NOT_ADMIN}:
            return self._half_open(wrong, title)
        kept = self._("Nothing is lost: what clients write is kept and waits, but staff do not see it.")
        comes = self._("All that waits comes by itself then.")
        what, do = self._closed(wrong, title, detail)
        return [what, kept, Html(f"{do} {comes}")]

    def _half_open(self, wrong: Wrong, title: str) -> list[Html]:
        """The desk writes there, and something is missing all the same."""
        match wrong:
            case Wrong.TOPICS_OFF:
                return [
                    self._("⚠️ Topics are switched off in the group “{title}”.", title=title),
                    self._(
                        "Nothing is lost: tickets now come into the group itself, each message with its ticket's "
                        "number. To answer a client, reply to a message with their number."
                    ),
                    self._(
                        "To an administrator of the group: switch Topics on again in its settings, "
                        "and new tickets get topics again."
                    ),
                ]
            case Wrong.NO_TOPICS_RIGHT:
                return [
                    self._("⚠️ In the group “{title}” the bot lacks the right to manage topics.", title=title),
                    self._(
                        "New tickets do not reach staff now. They are kept and wait; clients need not write again. "
                        "Tickets that have a topic go on."
                    ),
                    self._(
                        "To an administrator of the group: give the bot the right “Manage topics” "
                        "(settings of the group, Administrators). All that waits comes by itself then."
                    ),
                ]
            case _:
                return [
                    self._("⚠️ In the group “{title}” the bot is not an administrator.", title=title),
                    self._(
                        "So it does not see what staff write there: their answers do not reach clients. "
                        "What clients write is not lost."
                    ),
                    self._(
                        "To an administrator of the group: make the bot an administrator, with the right "
                        "“Manage topics”. Answers written before that have to be written again."
                    ),
                ]

    def _closed(self, wrong: Wrong, title: str, detail: str) -> tuple[Html, Html]:
        """(what it is, who must do what)."""
        invite = self._(
            "To an administrator of the group: add the bot again and make it an administrator, "
            "with the right “Manage topics”."
        )
        match wrong:
            case Wrong.MUTED:
                return (
                    self._("⚠️ The bot may not write in the group “{title}”.", title=title),
                    self._(
                        "To an administrator of the group: make the bot an administrator, "
                        "with the right “Manage topics”."
                    ),
                )
            case Wrong.SHUT_OUT:
                return self._("⚠️ The bot is no longer in the group “{title}”.", title=title), invite
            case Wrong.DELETED:
                return (
                    self._("⚠️ The group “{title}” is no longer there: it was deleted.", title=title),
                    self._(
                        "To whoever runs the desk: make another group, put its number into STAFF_CHAT_ID or "
                        "STAFF_CHATS, restart the desk, add the bot there and make it an administrator. "
                        "Open tickets move there."
                    ),
                )
            case Wrong.NOT_FOUND:
                return (
                    self._("⚠️ Telegram does not find the group “{title}”.", title=title),
                    self._(
                        "To whoever runs the desk: look whether the bot is in the group "
                        "and its number in STAFF_CHAT_ID or STAFF_CHATS is right."
                    ),
                )
            case _:
                return (
                    self._("⚠️ Telegram does not take what the bot sends to the group “{title}”.", title=title),
                    self._(
                        "Telegram says: {detail}. To an administrator of the group: look at the bot's rights.",
                        detail=detail or "–",
                    ),
                )

    def _how_it_works(self, in_topics: str) -> Html:
        """Nothing for `in_topics`: a group without topics."""
        match in_topics:
            case StaffReply.ASSIGNEE:
                answers = self._(
                    "In a ticket's topic the client reads what its holder writes, and each reply to a message of "
                    "theirs. Everything else stays among colleagues (✍), replies to a colleague too. "
                    "Whoever answers first holds the ticket."
                )
            case StaffReply.ALL:
                answers = self._(
                    "In a ticket's topic the client reads what you write. "
                    "A reply to a colleague stays among colleagues (✍)."
                )
            case StaffReply.REPLY:
                answers = self._(
                    "The client reads your replies to their messages. Everything else stays among colleagues (✍)."
                )
            case _:
                answers = self._(
                    "Answer a ticket by a reply to its card or to a message of the client; "
                    "a command for it is a reply, too. Everything else stays among colleagues."
                )
        return Html(
            "\n".join(
                [
                    self._("<b>How it works here</b>"),
                    answers,
                    self._("A note for colleagues begins with // or /note."),
                    Html(),
                    self._(
                        "Every day: /take, /solve, /wait, /working, /clarify, /refuse. "
                        "The buttons under the card do the same."
                    ),
                    self._("To find something: /queue, /my, /find words, /ticket 12, /client"),
                    self._("A client has called, or written elsewhere: /onbehalf"),
                    self._("All commands are behind the / beside the field where you write."),
                ]
            )
        )

    def _group_hint(self, what: str, facts: dict[str, str]) -> Html:
        match what:
            case "how_it_works":
                return self._how_it_works(facts.get("in_topics", ""))
            case "group_moved":
                return self._(
                    "The group has become a supergroup, and the bot has followed. Nothing is lost: the cards of open "
                    "tickets are shown here anew. Reply to those, please: from here the bot does not know "
                    "the messages before them."
                )
            case "tickets_left":
                return self._(
                    "The tickets of this group are now in the group “{new}”; the open ones have moved there. "
                    "What is written here does not reach clients any more.",
                    new=facts["new"],
                )
            case _:
                replaced = self._(
                    "The staff group is now “{new}” instead of “{old}”.", new=facts["new"], old=facts["old"]
                )
                moved = self._n(
                    "{n} open ticket has moved there.", "{n} open tickets have moved there.", int(facts["n"])
                )
                return Html(f"{replaced} {moved}")

    def wrong_group(self, *, group: int, channel: bool) -> Html:
        """In a group that is none of the desk's. In a channel its number would be for everybody."""
        if channel:
            return self._(
                "This is the bot of a support desk. It does nothing in channels, so it leaves. "
                "To write to support, open a private chat with the bot."
            )
        strangers = self._(
            "This is the bot of a support desk, and this group is not one of its groups, so it leaves. "
            "To write to support, open a private chat with the bot."
        )
        operators = self._(
            "Whoever runs the desk: to have tickets come here, stop it, run <code>frontdesk setup</code> or set "
            "STAFF_CHAT_ID to <code>{group}</code>, start it, and add the bot again.",
            group=group,
        )
        return Html(f"{strangers}\n\n{operators}")

    def topic_lost(self, *, number: int) -> Html:
        return self._(
            "The former topic of ticket #{number} is no longer there: somebody has deleted it, or Telegram has "
            "archived it. Go on here, please: the card has all of the form, and what was written before "
            "the client still has in the chat with the bot.",
            number=number,
        )

    def topic_closed_by_hand(self, *, number: int) -> Html:
        return self._(
            "The topic is closed, but ticket #{number} is still open, and the client knows nothing of it. "
            "If all is done, press “Solve”. If not, just open the topic again; "
            "it also opens by itself when the client writes.",
            number=number,
        )

    def topic_opened_by_hand(self, *, number: int) -> Html:
        return self._(
            "The topic is open, but ticket #{number} has ended, and the client knows nothing of it. "
            "To go on with the ticket, press “Open again”.",
            number=number,
        )

    def topic_twice(self, *, number: int, link: str) -> Html:
        if link:
            return self._(
                'This topic of ticket #{number} was made twice and is closed. <a href="{link}">The ticket is here</a>.',
                number=number,
                link=link,
            )
        return self._(
            "This topic of ticket #{number} was made twice and is closed. The ticket has another one of the same name.",
            number=number,
        )
