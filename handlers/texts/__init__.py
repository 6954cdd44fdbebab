"""Everything that people read: one typed method per sentence."""

from handlers.texts.articles import ArticleTexts
from handlers.texts.base import LANGUAGES, Html, best_language, escape, plain
from handlers.texts.billing import BillingTexts
from handlers.texts.buttons import ButtonTexts
from handlers.texts.client import ClientTexts
from handlers.texts.exports import ExportTexts
from handlers.texts.form import FormTexts
from handlers.texts.mail import MailTexts
from handlers.texts.manager import ManagerTexts
from handlers.texts.panel import PanelTexts
from handlers.texts.people import PeopleTexts
from handlers.texts.privacy import PrivacyTexts
from handlers.texts.secret_page import SecretPageTexts
from handlers.texts.staff import StaffTexts
from handlers.texts.tickets import TicketTexts

__all__ = ["LANGUAGES", "Html", "Texts", "best_language", "escape", "plain"]


class Texts(
    ClientTexts,
    TicketTexts,
    PeopleTexts,
    PanelTexts,
    FormTexts,
    StaffTexts,
    ManagerTexts,
    MailTexts,
    ButtonTexts,
    BillingTexts,
    ArticleTexts,
    ExportTexts,
    PrivacyTexts,
    SecretPageTexts,
):
    """All sentences in one language and one zone."""
