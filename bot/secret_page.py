"""`PUBLIC_URL/secret/<token>`: a small page by which a client passes on access data without Telegram.

It works without scripts, sets no cookies, loads nothing, and is sent on to nobody. Source: security 21; ASVS 3.4.
"""

import hmac
import secrets
from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from aiohttp import web

from bot.web import same
from desk.ids import ClientId
from desk.notices.vault import StepProblem
from desk.office import Office
from desk.rules.vault import LONGEST
from desk.usecases.access.page import PageIs, SecretPage, pass_by_page, secret_page
from handlers.texts import Html, Texts

FORM: Final = "application/x-www-form-urlencoded"

STATUS: Final = {
    PageIs.OPEN: HTTPStatus.OK,
    PageIs.PASSED_ON: HTTPStatus.OK,
    PageIs.USED: HTTPStatus.GONE,
    PageIs.EXPIRED: HTTPStatus.GONE,
    PageIs.NOT_NEEDED: HTTPStatus.GONE,
    PageIs.NEEDS_PROOF: HTTPStatus.FORBIDDEN,
    PageIs.NOT_NOW: HTTPStatus.SERVICE_UNAVAILABLE,
    PageIs.UNKNOWN: HTTPStatus.NOT_FOUND,
}

STYLE: Final = (
    "body{font:1.1em/1.5 sans-serif;max-width:36em;margin:1em auto;padding:0 1em;overflow-wrap:anywhere}"
    "textarea{box-sizing:border-box;width:100%;font:1em monospace}"
    "button{font:inherit;margin-top:1em;padding:.6em 1.2em}"
    ".wrong{font-weight:bold}"
)
_STYLE_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()


def _policy(form: str) -> str:
    """What a browser may do with the page: show it in its one style, and send its form, if it has one, back to us."""
    return (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action {form}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def mark_of(token: str, nonce: str = "") -> str:
    """What the form of this page brings back; another one for each page. Nobody makes it without the link itself."""
    nonce = nonce or secrets.token_urlsafe(16)
    return f"{nonce}.{hmac.new(token.encode(), f'form {nonce}'.encode(), sha256).hexdigest()}"


def is_ours(token: str, mark: str) -> bool:
    nonce = mark.partition(".")[0]
    return bool(nonce) and same(mark, mark_of(token, nonce))


def routes(
    *,
    office: Office,
    pages: str,
    texts: Callable[[str], Texts],
    language: str,
    ask_panel: Callable[[ClientId], Awaitable[None]],
) -> list[web.RouteDef]:
    """None of it where there are no `pages`. `ask_panel` gets to know the client as the panel has them now."""

    def shown(token: str, page: SecretPage, *, again: bool = False) -> web.Response:
        words = texts(page.language or language)
        if page.state is not PageIs.OPEN:
            said = f"<p>{words.page_is(page.state, number=page.number)}</p>"
            return _answer(words, said, STATUS[page.state], _policy("'none'"))
        wrong = words.page_again() if again else words.page_problem(page.problem) if page.problem else None
        status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
        return _answer(words, _form(words, page, mark_of(token), wrong), status, _policy("'self'"))

    async def show(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        return shown(token, await office.look(secret_page, token=token))

    async def take(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        page = await office.look(secret_page, token=token)
        if page.state is not PageIs.OPEN:
            return shown(token, page)
        try:
            words, mark = await _sent(request)
        except web.HTTPRequestEntityTooLarge:
            return shown(token, replace(page, problem=StepProblem.TOO_LONG))
        if not is_ours(token, mark):
            return shown(token, page, again=True)
        if page.client is not None:
            await ask_panel(page.client)
        return shown(token, await office.run(pass_by_page, token=token, words=words))

    return [web.get("/secret/{token}", show), web.post("/secret/{token}", take)] if pages else []


async def _sent(request: web.Request) -> tuple[str, str]:
    """The words and the mark of the form; nothing of what is no such form."""
    if request.content_type != FORM:
        return "", ""
    try:
        form = await request.post()
    except (LookupError, UnicodeError):
        return "", ""
    return str(form.get("words", "")), str(form.get("mark", ""))


def _form(words: Texts, page: SecretPage, mark: str, wrong: Html | None) -> str:
    """Without an address of its own it goes back to where the page is."""
    said = f'<p class="wrong" role="alert">{wrong}</p>' if wrong else ""
    return (
        f"<p>{words.page_asked(number=page.number, what=page.what, by=page.by)}</p>{said}"
        '<form method="post" autocomplete="off">'
        f'<input type="hidden" name="mark" value="{mark}">'
        f'<label for="words">{words.page_field()}</label>'
        f'<textarea id="words" name="words" rows="6" maxlength="{LONGEST}" required autocomplete="off" '
        'autocapitalize="none" autocorrect="off" spellcheck="false"></textarea>'
        f"<button>{words.page_button()}</button></form>"
    )


def _answer(words: Texts, body: str, status: HTTPStatus, policy: str) -> web.Response:
    title = words.page_title()
    text = (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>{body}</body></html>\n"
    )
    return web.Response(text=text, status=status, content_type="text/html", headers={"Content-Security-Policy": policy})
