"""A request to be let in: to the person who makes it, and to staff."""

from desk.notices.approvals import ApprovalAsked, ApprovalOver, ApprovalShown, ApprovalTold
from handlers.callbacks import Approve, Fill
from handlers.texts import Html, Texts
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard


def approval_page(notice: ApprovalAsked | ApprovalTold, texts: Texts) -> Page:
    """What the person reads."""
    if isinstance(notice, ApprovalTold):
        return Page(texts.approval_told(notice.stands, until=notice.until))
    ways: list[Button] = [
        (texts.button("back"), Fill(rev=notice.rev, button="back")),
        (texts.button("cancel"), Fill(rev=notice.rev, button="cancel")),
    ]
    return Page(texts.approval_asked(wrong=notice.wrong), keyboard(*column(ways)))


def approval_card(notice: ApprovalShown | ApprovalOver, texts: Texts) -> Page:
    """What staff read. Who asks is named by the account's number, too: names in Telegram are anybody's."""
    if isinstance(notice, ApprovalOver):
        return Page(
            texts.approval_over(
                notice.how,
                number=notice.number,
                name=notice.name,
                client=notice.client,
                named_by=notice.named_by,
                by=notice.by,
            )
        )
    who = texts.named(name=notice.name, username=notice.username)
    no: Button = (texts.button("refuse_approval"), Approve(act="refuse", number=notice.number))
    asks = texts.approval_shown(number=notice.number, person=who, account=notice.person, words=notice.words)
    if not notice.client:
        how = texts.approval_how(number=notice.number, until=notice.until, second=notice.second)
        return Page(Html(f"{asks}\n\n{how}"), keyboard([no]))
    yes: Button = (
        texts.button("confirm_approval"),
        Approve(act="confirm", number=notice.number, key=notice.key),
    )
    whose = texts.approval_named(client=notice.client, by=notice.named_by, second=notice.second)
    means = texts.link_means(owners=", ".join(notice.owners))
    return Page(Html(f"{asks}\n\n{whose}\n{means}"), keyboard([yes, no]))
