"""Ready answers: said by a button, or managed."""

from desk.notices.lists import MacroShown, MacrosShown
from handlers.callbacks import Keep, Ready
from handlers.texts import Html, Texts, escape
from handlers.views.call import Page
from handlers.views.keyboards import Button, column, keyboard

OF_A_MACRO = 60
"""How much of a ready answer is shown beside its name."""

ON_A_PAGE = 5
"""With the rows below them no page has more than eight."""


def macros_page(notice: MacrosShown, texts: Texts) -> Page:
    """In a ticket's place the buttons say them or manage them; anywhere the list says what there is."""
    if notice.ticket:
        return _in_a_ticket(notice, notice.ticket, texts)
    lines = [texts.macro_line(name=line.name, text=_short(line.text)) for line in notice.lines]
    return Page(Html("\n".join([texts.macros_head(some=bool(lines)), *lines])))


def _in_a_ticket(notice: MacrosShown, ticket: int, texts: Texts) -> Page:
    pages = max(1, -(-len(notice.lines) // ON_A_PAGE))
    page = min(notice.page, pages - 1)
    turn = "manage" if notice.manage else "list"
    shown = notice.lines[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    choice: list[Button] = [
        (
            line.name,
            Keep(act="show", ticket=ticket, macro=line.macro)
            if notice.manage
            else Ready(macro=line.macro, ticket=ticket),
        )
        for line in shown
    ]
    leaves: list[Button] = [
        (label, Keep(act=turn, ticket=ticket, macro=to))
        for label, to in (("←", page - 1), ("→", page + 1))
        if 0 <= to < pages
    ]
    new: Button = (texts.button("new_macro"), Keep(act="new", ticket=ticket))
    other: Button = (
        (texts.button("back"), Keep(act="list", ticket=ticket))
        if notice.manage
        else (texts.button("manage_macros"), Keep(act="manage", ticket=ticket))
    )
    below = [[new], [other]] if notice.manage or not notice.lines else [[other]]
    said = texts.macros_manage() if notice.manage or not notice.lines else texts.macros_choice()
    return Page(said, keyboard(*column(choice), leaves, *below))


def macro_page(notice: MacroShown, texts: Texts) -> Page:
    line = notice.line
    acts: list[Button] = [
        (texts.button(label), Keep(act=act, ticket=notice.ticket, macro=0 if act == "manage" else line.macro))
        for label, act in (("change_macro", "change"), ("drop_macro", "drop"), ("back", "manage"))
    ]
    return Page(texts.macro_line(name=line.name, text=escape(line.text)), keyboard(*column(acts)))


def _short(text: str) -> Html:
    line = " ".join(text.split())
    return escape(line if len(line) <= OF_A_MACRO else line[: OF_A_MACRO - 1] + "…")
