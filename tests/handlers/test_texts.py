"""The words: complete in both languages, well-formed for Telegram, polite, and proof against what people type."""

import html
import inspect
import re
import types
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from importlib.resources import files
from itertools import product
from pathlib import Path
from string import Formatter
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from desk.errors import BadPrice, BadTime, PriceIs, refusal_of
from desk.ids import TicketId
from desk.notices.client_look import LinkedPerson
from desk.notices.lists import StaffLine
from desk.notices.staff import Trouble
from desk.rules.charges import Charge, ChargeState
from desk.rules.digest import Ages, Counts
from desk.rules.entitlement import Entitlement, Ground, Standing
from desk.rules.form import FORMS, NO_SERVICE, FormName
from desk.rules.macros import PLACES
from desk.rules.money import Money, Wrong
from desk.rules.privacy import Fading, Found
from desk.rules.ticket import Status
from desk.rules.worktime import Wrong as WrongTime
from handlers.texts import LANGUAGES, Html, Texts, best_language, escape
from handlers.texts.buttons import ButtonTexts
from handlers.texts.commands import CommandTexts
from simulator.errors import ApiError
from simulator.text.html import parse_html
from tests.builders import MOSCOW, ROOM, a_charge
from tests.handlers.date_samples import change_notices, date_notices
from tests.handlers.samples import hostile, refusals

FOLDER = Path(str(files("handlers")))
AT = datetime(2027, 3, 4, 9, 5, tzinfo=UTC)

# --- the catalogue ---------------------------------------------------------------------------------


def said() -> set[str | tuple[str, str]]:
    """Every sentence that the code says: (one, many) where it counts."""
    found = extract_from_dir(
        FOLDER, method_map=[("**.py", "python")], keywords={"_": None, "_n": (1, 2)}, strip_comment_tags=True
    )
    return {message if isinstance(message, str) else (message[0], message[1]) for _, _, message, *_ in found}


def catalogue() -> Catalog:
    with (FOLDER / "locales" / "ru" / "LC_MESSAGES" / "messages.po").open("rb") as po:
        return read_po(po, locale="ru")


def sentences() -> list[Message]:
    return [message for message in catalogue() if message.id]


def both_sides(message: Message) -> list[tuple[str, str]]:
    """(English, Russian) for each form; of several English forms the plural one."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return [(message.id[1], form) for form in message.string or ()]


PAIRS = [pair for message in sentences() for pair in both_sides(message)]
RUSSIAN = [russian for _, russian in PAIRS]
ENGLISH = [text for message in sentences() for text in ([message.id] if isinstance(message.id, str) else message.id)]


def test_every_sentence_of_the_code_is_in_the_catalogue_and_nothing_else_is() -> None:
    known = {message.id if isinstance(message.id, str) else (message.id[0], message.id[1]) for message in sentences()}
    assert len(said()) > 200
    assert said() - known == set()
    assert known - said() == set()


def test_every_sentence_is_translated_and_none_of_it_is_a_guess() -> None:
    assert [message.id for message in sentences() if message.fuzzy] == []
    assert [english for english, russian in PAIRS if not russian.strip()] == []
    assert dict(catalogue().obsolete) == {}


def test_sentences_that_count_have_the_three_forms_of_russian() -> None:
    counting = [message for message in sentences() if not isinstance(message.id, str)]
    assert len(counting) > 5
    assert {len(message.string or ()) for message in counting} == {3}


def placeholders(text: str) -> list[tuple[str, str]]:
    return sorted((name, form or "") for _, name, form, _ in Formatter().parse(text) if name is not None)


def test_both_languages_use_the_same_facts_in_every_form() -> None:
    assert [pair for pair in PAIRS if placeholders(pair[0]) != placeholders(pair[1])] == []


def tags(text: str) -> list[str]:
    return sorted(re.findall(r"</?[a-z]+", text))


def test_both_languages_mark_the_same_things() -> None:
    assert [pair for pair in PAIRS if tags(pair[0]) != tags(pair[1])] == []


def filled(text: str) -> str:
    facts = {name: 5 if form else "x" for name, form in placeholders(text)}
    return text.format(**facts)


def test_every_sentence_is_markup_that_telegram_reads() -> None:
    for text in [*RUSSIAN, *ENGLISH]:
        shown, _ = parse_html(filled(text))
        assert shown.strip()


# --- tone ------------------------------------------------------------------------------------------

GLAD = {
    "Здравствуйте! Это служба поддержки.",
    "Спасибо! Руководство это прочтёт.",
    "Спасибо! Мы записали ваш вопрос: <b>№{number}</b>.",
    "Hello! This is the support desk.",
    "Thank you! The management will read it.",
    "Thank you! We have your question: <b>#{number}</b>.",
}
"""A greeting and thanks. Everything else is said calmly, bad news above all."""

LATIN = re.compile(r"[A-Za-z]+")
NOT_WORDS = re.compile(r"</?\w[^>]*>|\{[^}]*\}|(?<!\w)/\w+|[\w.]+@[\w.]+|https://\S+|mail\.example\.com")
LATIN_ALLOWED = {
    "Telegram",
    "SIGN",
    "IN",
    "CODES",
    "MANAGER",
    "IDS",
    "STAFF",
    "CHAT",
    "CHATS",
    "ID",
    "frontdesk",
    "check",
    "setup",
    "Language",
    "calendar",
    "set",
    "Omsk",
    "Tbilisi",
    "ON",
    "DUTY",
    "VAULT",
    "KEY",
    "vault",
    "key",
    "FTP",
    "API",
    "BAD",
    "BotFather",
    "C",
    "Ctrl",
    "Enable",
    "Enter",
    "PROXY",
    "SMTP",
    "TELEGRAM",
    "Token",
    "run",
    "userinfobot",
}
"""Names, settings, and cities as they are to be typed."""
LATIN_SENTENCES = {
    "EEEE, d MMMM",
    "d MMMM (EEEE)",
    "На каком языке будем говорить?\nWhich language shall we speak?",
}
"""A pattern of dates; and the one question that must be understood before the language is known."""

POLITE = re.compile(r"\b(?:Вы|Вас|Вам|Вами|Ваш|Ваша|Ваше|Ваши|Вашего|Вашей|Вашем|Вашему|Вашим|Вашими|Ваших|Вашу)\b")
YOU_SINGULAR = re.compile(r"\b(?:ты|тебя|тебе|тобой|твой|твоя|твоё|твои)\b", re.IGNORECASE)
OFFICIALESE = re.compile(
    r"(?<!персональных )(?<!персональные )\bданн(?:ый|ая|ое|ого|ому|ые|ых)\b|"
    r"\bявляется\b|осуществля|\bв случае,? если\b|\bпроизвести\b|\bв целях\b|"
    r"\bкорректн|\bвалидн|\bтикет|\bв рамках\b|\bна текущий момент\b",
    re.IGNORECASE,
)


def test_nothing_but_a_greeting_and_thanks_is_exclaimed() -> None:
    assert {text for text in [*RUSSIAN, *ENGLISH] if "!" in text} == GLAD


def test_russian_has_no_latin_words_but_names_and_commands() -> None:
    words = {
        text: set(LATIN.findall(NOT_WORDS.sub(" ", text))) - LATIN_ALLOWED for text in set(RUSSIAN) - LATIN_SENTENCES
    }
    assert {text: latin for text, latin in words.items() if latin} == {}


def test_english_has_no_russian_words() -> None:
    assert [text for text in ENGLISH if re.search(r"[А-Яа-яЁё]", text)] == []


def test_russian_says_you_with_a_small_letter_inside_a_sentence() -> None:
    inside = []
    for text in RUSSIAN:
        for found in POLITE.finditer(text):
            before = re.sub(r"<[^>]*>", "", text[: found.start()]).rstrip(" «(")
            if before and before[-1] not in ".?!…\n":
                inside.append(text)
    assert inside == []


def test_russian_is_neither_familiar_nor_official() -> None:
    assert [text for text in RUSSIAN if YOU_SINGULAR.search(text)] == []
    assert [text for text in RUSSIAN if OFFICIALESE.search(text)] == []


def test_russian_is_set_as_russian_is_set() -> None:
    """Its own quotes, and a dash between spaces that is neither a hyphen nor long."""
    assert [text for text in RUSSIAN if re.search(r'[“”]|--| - |—|(?<!=)"(?![{>])', text)] == []


def test_no_sentence_has_spaces_to_spare() -> None:
    assert [text for text in [*RUSSIAN, *ENGLISH] if "  " in text or text != text.rstrip(" ")] == []


# --- numbers, dates, zones -------------------------------------------------------------------------


def test_files_are_counted_as_russian_counts() -> None:
    texts = Texts("ru", MOSCOW)
    counted = [str(texts.files(n)) for n in (1, 2, 4, 5, 11, 12, 14, 20, 21, 22, 25, 101, 111)]
    assert counted == [
        "1 файл", "2 файла", "4 файла", "5 файлов", "11 файлов", "12 файлов", "14 файлов", "20 файлов", "21 файл",
        "22 файла", "25 файлов", "101 файл", "111 файлов",
    ]  # fmt: skip


def test_every_sentence_that_counts_has_its_own_form_for_1_2_and_5_and_that_of_1_for_21() -> None:
    words = Texts("ru", MOSCOW)
    for message in sentences():
        if not isinstance(message.id, str):
            one, two, five, twenty_one = (
                re.sub(r"\d+", "n", words._n(message.id[0], message.id[1], n)) for n in (1, 2, 5, 21)
            )
            assert [one, two, five] == [re.sub(r"\{n\}", "n", form) for form in message.string or ()]
            assert twenty_one == one


@pytest.mark.parametrize(
    ("zone", "russian", "english"),
    [
        ("Europe/Moscow", "4 марта (четверг), 12:05 по Москве", "Thursday 4 March, 12:05 Moscow time"),
        ("Asia/Omsk", "4 марта (четверг), 15:05 по времени города Омск", "Thursday 4 March, 15:05 Omsk time"),
        (
            "Asia/Vladivostok",
            "4 марта (четверг), 19:05 по времени города Владивосток",
            "Thursday 4 March, 19:05 Vladivostok time",
        ),
    ],
)
def test_a_moment_is_told_in_the_desks_zone_and_names_it(zone: str, russian: str, english: str) -> None:
    assert Texts("ru", ZoneInfo(zone)).moment(AT) == russian
    assert Texts("en", ZoneInfo(zone)).moment(AT) == english


def test_working_time_says_that_it_is_working_time() -> None:
    texts = Texts("ru", MOSCOW)
    assert texts.span(timedelta(hours=3, minutes=5)) == "3 ч 05 мин рабочего времени"
    assert texts.span(timedelta(minutes=59, seconds=40)) == "1 ч 00 мин рабочего времени"
    assert texts.span(timedelta(seconds=20)) == "меньше минуты рабочего времени"


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("ru", "ru"), ("en", "en"), ("en-GB", "en"), ("RU", "ru"), ("uk", "ru"), ("kk", "ru"), ("de", "en"),
        ("pt-br", "en"), ("", "ru"),
    ],
)  # fmt: skip
def test_everybody_is_spoken_to_in_a_language_that_they_are_likely_to_read(code: str, spoken: str) -> None:
    assert best_language(code, "ru") == spoken


# --- every method ----------------------------------------------------------------------------------

COUNTS = Counts(1, 2, 3, 4)
NOT_ASKED = {FormName.SIGN_IN, FormName.ON_BEHALF}
QUESTIONS = sorted(
    {question.name for form, questions in FORMS.items() if form not in NOT_ASKED for question in questions}
)
KEYS: dict[tuple[str, str], list[Any]] = {
    ("question", "name"): QUESTIONS,
    ("label", "question"): QUESTIONS,
    ("entry_question", "name"): [question.name for question in FORMS[FormName.ON_BEHALF]],
    ("entry_label", "question"): ["way", "came", "who"],
    ("answer", "question"): ["since", "subject", "service"],
    ("column", "name"): ["ticket", "filed_at", "price", "at", "done"],
    ("digest_ticket", "link"): ["https://t.me/c/1/2/3"],
    ("rating", "link"): ["https://t.me/c/1/2/3", ""],
    ("left_behind", "link"): ["https://t.me/c/1/2/3", ""],
    ("topic_twice", "link"): ["https://t.me/c/1/2/3", ""],
    ("list_ticket", "link"): ["https://t.me/c/1/2/3", None],
    ("privacy_shown", "keeps"): [(), tuple((what, 3) for what in Fading)],
    ("erase_preview", "found"): [Found(2, still_open, 3, 1, 1, 1) for still_open in ((), (1, 2))],
}
"""Words of our own that happen to be strings: nobody types them."""

PLAIN_LISTS = {"button": ButtonTexts, "command": CommandTexts}


def methods() -> Iterator[str]:
    """The names of all public methods that give words."""
    for name, method in inspect.getmembers(Texts, inspect.isfunction):
        if not name.startswith("_") and name not in PLAIN_LISTS and get_type_hints(method).get("return") in {Html, str}:
            yield name


def values(name: str, parameter: str, hint: Any, typed: str) -> list[Any]:
    """What a parameter can be; strings are as people `typed` them."""
    if (name, parameter) in KEYS:
        return KEYS[name, parameter]
    if get_origin(hint) in {Union, types.UnionType}:
        return [value for item in get_args(hint) for value in values(name, parameter, item, typed)]
    if get_origin(hint) is dict:
        return [{"ticket": "7", "by": typed, "command": f"/{typed}", "status": "waiting", "want": "solved"}]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)
    simple: dict[Any, list[Any]] = {
        str: [typed],
        Html: [Html("<i>x</i>")],
        int: [7],
        bool: [True, False],
        date: [AT.date()],
        datetime: [AT],
        timedelta: [timedelta(hours=1)],
        types.NoneType: [None],
        Counts: [COUNTS],
        Money: [Money(150_000, "RUB"), Money(1, "RUB")],
        Charge: [a_charge(note=typed, why=typed, invoice=typed, state=state) for state in ChargeState],
        Ages: [Ages(1, 2, 3, 4), Ages()],
        LinkedPerson: [
            LinkedPerson(typed, typed, owner=yes, sees_all=yes, reachable=yes, blocked=typed) for yes in (True, False)
        ],
        StaffLine: [StaffLine(TicketId(1), typed, Status.OPEN, typed, ROOM, due, due) for due in (None, AT)],
        Entitlement: [Entitlement(standing, Ground.ACTIVE_SERVICE) for standing in Standing],
    }
    said = (*date_notices(lambda longest: typed[:longest]), *change_notices(lambda longest: typed[:longest]))
    return simple.get(hint, [notice for notice in said if type(notice) is hint])


def spoken(texts: Texts, name: str, typed: str) -> list[str]:
    """All that a method can say when people typed this."""
    method = getattr(texts, name)
    if name in {"refused", "hint"}:
        known = refusals(lambda longest: typed[:longest])
        return [method(what, facts) for what, facts in [*known, *_hints(name)]]
    if name in {"bad_price", "price_is", "bad_time"}:
        return [method(refusal) for refusal in _about_prices(name)]
    if name == "refusal":
        return [
            method(refusal_of(what, facts))
            for what, facts in refusals(lambda longest: typed[:longest])
            if what[0].isupper()
        ]
    hints = get_type_hints(method)
    names = list(inspect.signature(method).parameters)
    choices = [values(name, one, hints[one], typed) for one in names]
    return [method(**dict(zip(names, chosen, strict=True))) for chosen in product(*choices)]


def _about_prices(name: str) -> list[Any]:
    if name == "bad_price":
        return [BadPrice(why) for why in Wrong]
    if name == "bad_time":
        return [BadTime(why) for why in WrongTime]
    return [PriceIs(TicketId(7), state) for state in ChargeState]


def _hints(name: str) -> list[tuple[str, dict[str, str]]]:
    return (
        [(what, {}) for what in ("edit_into_note", "note_came_late", "anonymous", "already")] if name == "hint" else []
    )


def marks(text: str) -> list[str] | str:
    try:
        return [mark["type"] for mark in parse_html(text)[1]]
    except ApiError as error:
        return error.description


METHODS = sorted(methods())


def returns(name: str) -> Any:
    return get_type_hints(getattr(Texts, name))["return"]


def test_there_are_many_methods_to_try() -> None:
    assert len(METHODS) > 80
    assert {"pinged", "card_head", "digest_ticket", "not_delivered", "refused", "hint"} <= set(METHODS)


def without_places(text: str) -> str:
    """Without what ready answers fill in: it is shown with its braces, as it is typed."""
    return re.sub("|".join(re.escape(f"{{{place}}}") for place in [*PLACES, "слово", "7"]), "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_method_says_something(language: str) -> None:
    texts = Texts(language, MOSCOW)
    said = {name: spoken(texts, name, "слово") for name in METHODS}
    assert {name for name, all_of_it in said.items() if not all_of_it} == set()
    assert {
        name
        for name, all_of_it in said.items()
        for text in all_of_it
        if not text.strip() or "{" in without_places(text)
    } == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_type_cannot_become_markup_in_any_sentence(language: str) -> None:
    texts = Texts(language, MOSCOW)
    open_doors = {
        name
        for name in METHODS
        if returns(name) is Html
        for good, bad in zip(spoken(texts, name, "x"), spoken(texts, name, hostile(4096)), strict=True)
        if marks(good) != marks(bad)
    }
    assert open_doors == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_never_passes_for_markup(language: str) -> None:
    """It would be put into a page as it is."""
    texts = Texts(language, MOSCOW)
    plain = [name for name in METHODS if returns(name) is str]
    assert "topic_name" in plain
    assert [name for name in plain if any(isinstance(text, Html) for text in spoken(texts, name, "x"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_with_a_moment_names_the_zone(language: str) -> None:
    texts = Texts(language, ZoneInfo("Asia/Omsk"))
    with_moments = [name for name in METHODS if datetime in get_type_hints(getattr(Texts, name)).values()]
    assert len(with_moments) > 10
    zone = str(texts.zone_name())
    assert {name for name in with_moments for text in spoken(texts, name, "x") if zone not in text} == set()


@pytest.mark.parametrize(
    "typed", ['<b>&"', "\u202eобратно", "tg://user?id=1", "</i>", "&lt;b&gt;", "a < b > c & d", "🙂<"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_is_shown_letter_for_letter(typed: str, language: str) -> None:
    texts = Texts(language, MOSCOW)
    for text in (
        texts.card_head(number=7, status=Status.NEW, subject=typed),
        texts.taken(number=7, by=typed, react_by=None),
        texts.given_before(typed),
        texts.feedback_head(praise=False, name=typed, ticket=None),
        texts.card_author(delegate=False, name=typed, username=""),
        texts.not_delivered(Trouble.REFUSED, typed),
    ):
        assert typed in parse_html(text)[0]


def test_escaping_twice_changes_nothing_more() -> None:
    once = escape("<b>&")
    assert once == "&lt;b&gt;&amp;"
    assert escape(once) == once


# --- short words -----------------------------------------------------------------------------------


def names_in(method: Any) -> list[str]:
    """The names that a table of short words knows."""
    return re.findall(r'^\s+"(\w+)": self\._', inspect.getsource(method), re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_on_buttons_are_short_and_without_markup(language: str) -> None:
    texts = Texts(language, MOSCOW)
    words = [texts.button(name) for name in names_in(ButtonTexts)]
    assert len(words) > 25
    assert [text for text in words if len(text) > 24 or text != html.unescape(text) or marks(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_on_commands_fit_into_telegrams_list(language: str) -> None:
    texts = Texts(language, MOSCOW)
    words = [texts.command(name) for name in names_in(CommandTexts)]
    assert len(words) > 15
    assert [text for text in words if not 1 <= len(text) <= 256 or "\n" in text or marks(text)] == []


def test_what_is_unescaped_for_a_letter_gives_back_what_was_typed() -> None:
    texts = Texts("ru", MOSCOW)
    typed = hostile(100)
    for text in (
        texts.feedback_body(name=typed, text=typed, ticket=7),
        texts.feedback_subject(praise=True, name=typed),
    ):
        assert typed in html.unescape(text)


def test_the_answer_not_about_a_service_has_words() -> None:
    assert Texts("ru", MOSCOW).answer("service", NO_SERVICE) == "Вопрос не об услуге"
