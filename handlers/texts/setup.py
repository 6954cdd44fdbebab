"""What `frontdesk setup` asks and says in the terminal: plain text, in the language of whoever goes live."""

from collections.abc import Sequence

from desk.rules.groups import Wrong
from handlers.texts.base import Html, Words


class SetupTexts(Words):
    """In the order of the conversation."""

    def setup_begins(self) -> Html:
        return self._(
            "This sets up the desk: the bot, the staff's group, managers, mail. Nothing is written before the end; "
            "Ctrl-C stops at any time."
        )

    def settings_there(self, names: Sequence[str]) -> Html:
        return self._(
            "Settings that are there already: {names}. What is not asked here stays as it is, "
            "and a copy of the file is kept.",
            names=", ".join(names),
        )

    def environment_wins(self, names: Sequence[str]) -> Html:
        return self._(
            "Set in the environment of this terminal, which wins over the file: {names}. "
            "Take that away if the desk is to go by what you answer here.",
            names=", ".join(names),
        )

    def token_explained(self) -> Html:
        return self._(
            "The bot's token comes from @BotFather in Telegram: /newbot makes a bot, /mybots shows the token of one "
            "that there is. Nothing else has to be set there. What you type is not shown."
        )

    def token_asked(self) -> Html:
        return self._("Token")

    def token_kept_asked(self) -> Html:
        return self._("A token is set already. Keep it?")

    def token_malformed(self) -> Html:
        return self._(
            "That is no token: it is digits, a colon, then letters, digits, - and _ without spaces. "
            "Copy it from @BotFather as a whole."
        )

    def token_unknown(self) -> Html:
        return self._(
            "Telegram does not know this token: it was mistyped, or another one was made since. "
            "Copy it anew from @BotFather (/mybots, the bot, API Token)."
        )

    def unreachable(self, detail: str) -> Html:
        return self._(
            "Telegram cannot be reached ({detail}). Look at this machine's network; if it reaches Telegram only by a "
            "proxy, stop here and set TELEGRAM_PROXY in the file.",
            detail=detail,
        )

    def token_good(self, name: str) -> Html:
        return self._("The token is good: it is @{name}.", name=name)

    def may_not_join(self) -> Html:
        return self._(
            "@BotFather forbids this bot to join groups: send /setjoingroups there, choose the bot, press Enable."
        )

    def webhook_there(self, url: str) -> Html:
        return self._(
            "Updates of this bot go to {url} now: another program works with it, or did. If that is this desk, "
            "it sets the address again when it starts.",
            url=url,
        )

    def webhook_end_asked(self) -> Html:
        return self._("Take that address away? Nothing that waits at Telegram is lost.")

    def second_poller(self) -> Html:
        return self._(
            "Another program gets this bot's updates at the moment, the desk itself perhaps: "
            "then it takes the news that we wait for. Stop it."
        )

    def enter_to_go_on(self) -> Html:
        return self._("Press Enter to look again")

    def group_explained(self, name: str) -> Html:
        return self._(
            "Make a private group for staff in Telegram and switch on Topics in its settings. Then add @{name} there "
            "as an administrator with the rights “Manage topics” and “Delete messages”. If the bot is there already, "
            "write /start@{name} in the group. I wait for that.",
            name=name,
        )

    def group_kept_asked(self, title: str, number: int) -> Html:
        return self._("The staff's group is “{title}” ({number}). Keep it?", title=title, number=number)

    def group_gone(self, number: int) -> Html:
        return self._("The bot does not see the group {number} that is set.", number=number)

    def group_found_asked(self, title: str, number: int) -> Html:
        return self._(
            "The bot is in the group “{title}” ({number}). Is it the staff's group?", title=title, number=number
        )

    def group_declined(self) -> Html:
        return self._(
            "Then I wait for another one. The desk leaves that group by itself if you add the bot there anew."
        )

    def is_channel(self, title: str) -> Html:
        return self._("“{title}” is a channel. Staff need a group.", title=title)

    def too_much_waits(self) -> Html:
        return self._(
            "So much waits at Telegram for this bot that the news of the group cannot be seen without taking the rest "
            "away, and that belongs to clients. The group's number is in the address of Telegram's web version (-100…)."
        )

    def group_number_asked(self) -> Html:
        return self._("The group's number")

    def group_number_wrong(self) -> Html:
        return self._("That is no group's number: it begins with a minus, digits follow.")

    def group_moved(self, number: int) -> Html:
        return self._("The group has become a supergroup. I follow: its number is {number} now.", number=number)

    def lacking(self, wrong: Wrong) -> Html:
        """What is to be pressed in the group."""
        match wrong:
            case Wrong.NOT_ADMIN:
                return self._(
                    "The bot is not an administrator, so it does not see what staff write. In the group: its name on "
                    "top, Edit, Administrators, Add, choose the bot; leave “Manage topics” and “Delete messages” on."
                )
            case Wrong.NO_TOPICS_RIGHT:
                return self._(
                    "The bot lacks the right to manage topics. In the group: its name on top, Edit, Administrators, "
                    "the bot, switch on “Manage topics”."
                )
            case Wrong.MUTED:
                return self._(
                    "The bot may not write there. In the group: its name on top, Edit, Administrators, Add, "
                    "choose the bot."
                )
            case Wrong.TOPICS_OFF:
                return self._(
                    "Topics are off. In the group: its name on top, Edit, Topics, switch them on. "
                    "A small group becomes a supergroup by that; I follow."
                )
            case _:
                return self._("The bot is not in the group any more. Add it again.")

    def without_topics_asked(self) -> Html:
        return self._("Each ticket gets a topic of its own there. Wait until Topics are on?")

    def without_topics(self) -> Html:
        return self._("Then tickets come into the group itself, and staff answer by replies.")

    def cannot_tidy(self) -> Html:
        return self._("Without the right “Delete messages” the bot cannot tidy up after itself; all else works.")

    def waiting(self) -> Html:
        return self._("I look every few seconds.")

    def group_good(self, title: str, number: int) -> Html:
        return self._("The group “{title}” ({number}) is as it should be.", title=title, number=number)

    def managers_explained(self, name: str) -> Html:
        return self._(
            "Managers get the daily digest and complaints. Each presses Start in https://t.me/{name} first; "
            "@userinfobot tells a person their number.",
            name=name,
        )

    def manager_asked(self, who: str, number: int) -> Html:
        return self._("{who} ({number}) has added the bot. A manager?", who=who, number=number)

    def managers_asked(self) -> Html:
        return self._("Numbers of managers, with commas between them; a single - for none")

    def manager_unreachable(self, number: int) -> Html:
        return self._(
            "The bot cannot write to {number} yet: Start was not pressed, or the number is wrong.", number=number
        )

    def look_again_asked(self) -> Html:
        return self._("Look again?")

    def mail_explained(self) -> Html:
        return self._(
            "Clients sign in by a code that is mailed to them. Your mail provider names the server for sending (SMTP), "
            "its port and the login. Without it nobody can sign in by a code."
        )

    def mail_kept_asked(self) -> Html:
        return self._("A mail server is set already. Keep it?")

    def mail_host_asked(self) -> Html:
        return self._("Mail server, such as mail.example.com; a single - for none")

    def mail_port_asked(self) -> Html:
        return self._("Port: 587, or 465 where everything goes by TLS from the start")

    def mail_user_asked(self) -> Html:
        return self._("Login; a single - for none")

    def mail_password_asked(self) -> Html:
        return self._("Password of the mailbox (not shown)")

    def mail_from_asked(self) -> Html:
        return self._("Sender of the letters, such as support@example.com")

    def mail_to_asked(self) -> Html:
        return self._("To which address shall a test letter go? A single - for none")

    def mail_subject(self) -> Html:
        return self._("The desk can send mail")

    def mail_body(self) -> Html:
        return self._("This letter was sent by frontdesk setup. Clients will get their codes the same way.")

    def mail_sent(self, address: str) -> Html:
        return self._("The server has taken the letter. Look whether it is there: {address}", address=address)

    def mail_failed(self, detail: str) -> Html:
        return self._("The letter was not sent: {detail}", detail=detail)

    def mail_again_asked(self) -> Html:
        return self._("Enter the mail server anew?")

    def not_good(self, detail: str) -> Html:
        return self._("That does not fit: {detail}", detail=detail)

    def write_asked(self, file: str, names: Sequence[str]) -> Html:
        return self._("Write {names} into {file}?", file=file, names=", ".join(names))

    def nothing_new(self, file: str) -> Html:
        return self._("{file} says all of that already and stays as it is.", file=file)

    def written(self, file: str) -> Html:
        return self._("{file} is written; nobody but you can read it.", file=file)

    def copy_kept(self, file: str) -> Html:
        return self._("What was there before is in {file}.", file=file)

    def not_written(self, why: str) -> Html:
        return self._("It could not be written: {why}.", why=why)

    def failed(self, why: str) -> Html:
        return self._("It did not work: {why}.", why=why)

    def looking(self) -> Html:
        return self._("Now everything is looked at, as by frontdesk check:")

    def all_good(self) -> Html:
        return self._("The desk can start: frontdesk run")

    def not_all_good(self) -> Html:
        return self._("What is marked BAD has to be mended before the desk starts. Look again: frontdesk check")

    def stopped(self) -> Html:
        return self._("Stopped. The settings are as they were. To begin anew: frontdesk setup")

    def webhook_is_gone(self, url: str) -> Html:
        return self._(
            "The bot's updates do not go to {url} any more: if another program needs them there, it has to ask "
            "Telegram for that again.",
            url=url,
        )

    def stopped_after_writing(self, file: str) -> Html:
        return self._("Stopped. The settings are in {file}. To look at everything: frontdesk check", file=file)
