"""The company's settings as the rules need them."""

from datetime import timedelta

from bot.likeness import likeness
from bot.opening import opening_of, published_of
from bot.phones import numbers_of
from bot.settings import A_DAY, EXAMPLES, BadSettings, Settings, wrong
from bot.vault import KeyRing, keys_of, read_keys
from desk.rules.freshness import Freshness
from desk.rules.opening import Opening
from desk.rules.people import Assurance
from desk.rules.policy import Policy
from desk.rules.privacy import Fading, Privacy
from desk.rules.silence import SilencePolicy
from desk.rules.support import PrioritySupport
from desk.rules.ticket import Status
from handlers.texts.base import best_language

MEANS = {"waiting": Status.WAITING, "working": Status.OPEN}


def policy_of(settings: Settings) -> Policy:
    """BadSettings if single values are right but do not go together."""
    opening = opening_of(settings)
    return Policy(
        opening=opening,
        calendar=opening.calendar(),
        published=published_of(settings),
        priority=_priority(settings, opening),
        next_reaction=settings.next_reaction,
        warn_left=settings.warn_when_left,
        silence=_silence(settings),
        standard=settings.first_reaction_standard,
        complex=settings.first_reaction_complex,
        content=settings.first_reaction_content,
        at_least=settings.first_reaction_at_least,
        of_clients=settings.first_reaction_clients,
        of_products=settings.first_reaction_products,
        reopen_within=timedelta(seconds=settings.reopen_within.amount),
        reply_means=MEANS[settings.reply_means],
        staff_reply=settings.staff_reply,
        room=settings.staff_chat_id,
        likeness=likeness,
        rooms=settings.staff_chats,
        managers=settings.manager_ids,
        language=settings.language,
        privacy=Privacy(str(settings.privacy_url), settings.privacy_version) if settings.privacy_url else None,
        retention=_retention(settings),
        flood_messages=settings.flood_messages,
        flood_tickets=settings.flood_tickets,
        flood_prospects=settings.flood_prospects,
        best_proof=_best_proof(settings),
        approvers=int(settings.approvers),
        link_age=settings.link_age,
        phones=numbers_of(settings),
        sign_in_codes=settings.sign_in_codes,
        speaks=lambda code: best_language(code, settings.language),
        digest_at=settings.digest_at,
        digest_quiet=settings.digest_quiet == "on",
        mail=bool(settings.smtp_url.get_secret_value()),
        hours=", ".join(str(interval) for interval in settings.working_hours),
        phone=settings.support_phone,
        help_centre=str(settings.help_centre_url or ""),
        complaints_email=settings.complaints_email,
        submit_url=str(settings.submit_url or ""),
        after_hours=settings.after_hours,
        on_duty=settings.on_duty,
        currency=settings.currency,
        vault=vault_of(settings.vault_key.get_secret_value()),
        secret_pages=_secret_pages(settings),
        remind_password=settings.vault_remind_after,
        freshness=_freshness(settings),
        panel=_panel(settings),
        sweep_at=settings.panel_sweep_at,
        most_lost=settings.import_max_loss,
        grace=settings.overdue_grace.amount // A_DAY,
        warranty=settings.warranty.amount // A_DAY,
    )


def _best_proof(settings: Settings) -> Assurance:
    """High where the panel can give links into the bot; a code by mail is the best there is elsewhere."""
    links = settings.web_listen is not None and settings.panel_secret.get_secret_value()
    return Assurance.HIGH if links else Assurance.MEDIUM


def _secret_pages(settings: Settings) -> str:
    """Where the web part is open to the world, and there is a key for what is typed there."""
    if settings.web_listen is None or settings.public_url is None or not settings.vault_key.get_secret_value():
        return ""
    return f"{str(settings.public_url).rstrip('/')}/secret/"


def vault_of(keys: str) -> KeyRing | None:
    """None without a key."""
    if not keys:
        return None
    return KeyRing(read_keys(keys))


def refuse_known_key(settings: Settings) -> None:
    """BadSettings for the key that everybody can read in the documents."""
    if set(keys_of(settings.vault_key.get_secret_value())) & set(keys_of(EXAMPLES["VAULT_KEY"])):
        known = "is the example of the documents, which everybody knows"
        raise BadSettings(f"VAULT_KEY: {known}. Make your own with: frontdesk vault key")


def _retention(settings: Settings) -> dict[Fading, timedelta]:
    """Nought: for good."""
    kept = {
        Fading.TICKETS: settings.retention_tickets,
        Fading.FEEDBACK: settings.retention_feedback,
        Fading.PEOPLE: settings.retention_people,
        Fading.LEFTOVERS: settings.retention_leftovers,
    }
    return {what: timedelta(seconds=span.amount) for what, span in kept.items() if span.amount}


def _panel(settings: Settings) -> str:
    """Its kind and address: at another address there may be other clients under the same numbers."""
    if settings.panel == "csv":
        return ""
    url = settings.whmcs_url if settings.panel == "whmcs" else settings.panel_http_url
    return f"{settings.panel} {str(url).rstrip('/')}"


def _freshness(settings: Settings) -> Freshness | None:
    if settings.panel == "csv":
        return None
    fresh, stale = timedelta(seconds=settings.panel_fresh.amount), timedelta(seconds=settings.panel_stale.amount)
    if stale < fresh:
        raise BadSettings(wrong("PANEL_STALE", "must not be shorter than PANEL_FRESH"))
    return Freshness(fresh, stale)


def _priority(settings: Settings, opening: Opening) -> PrioritySupport | None:
    if not settings.priority_products:
        return None
    return PrioritySupport(
        settings.priority_products,
        opening.priority_calendar(),
        settings.first_reaction_priority,
    )


def _silence(settings: Settings) -> SilencePolicy:
    """The rule names its field, and the setting is named after the field."""
    try:
        return SilencePolicy(settings.silence_ping_after, settings.silence_close_after, settings.silence_grace)
    except ValueError as error:
        field, _, what = str(error).partition(": ")
        raise BadSettings(wrong(f"SILENCE_{field.upper()}", what)) from error
