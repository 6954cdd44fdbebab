"""Which words of articles and of questions count, and how what was typed wrong is understood."""

from collections.abc import Collection, Iterable
from typing import Final

from desk.rules.articles import Article, Place, Term
from storage.search import stems

IN_DESCRIPTION: Final = 0.4
"""The subject says what a question is about; beside it a word of the description says so much."""

MISTYPED: Final = 0.8
"""A word that is only nearly one of an article."""

LEAST_LETTERS: Final = 5
"""Shorter words are too near to each other to be taken for one another."""

_SAY_NOTHING: Final = frozenset(
    stems(
        """
        а без бы был была были быть в вам вас ваш весь во вот все всё всего всех вы где да для до его ее её
        если есть еще ещё же за здесь и из или им их к как какой какая какие когда кто ли либо мне можно мой
        моя мои мы на над надо нам нас наш наша наше наши не него нее неё нет ни них но ну нужно нужен нужна
        о об один однако он она они оно от очень по под помогите подскажите пожалуйста после почему при про
        раз с сам себе себя сейчас со спасибо так такой там то тогда того тоже только тот ту тут ты у уже
        хотим хочу хотел хотела чего чей чем что чтобы чтоб эта эти это этот я здравствуйте добрый день
        вечер утро привет сегодня вчера утра вопрос проблема проблемы делать сделать работает работать
        заранее уважаемые коллеги просьба прошу просим также какую какое которые который которая сколько
        могу может можете мочь нельзя просто вообще опять снова почему-то никак сразу потом a an and are as
        at be been but by can could do does for from had has have hello hi how i if in is it its me my no
        not of on or our please so that the their them then there they this to was we were what when where
        which who why will with would you your
        """
    )
)
"""By their stems. Words of which every second question is made."""


def telling(text: str) -> list[str]:
    """The stems of the words that say what a text is about, each once."""
    return [stem for stem in stems(text) if stem not in _SAY_NOTHING]


def words_of(article: Article) -> dict[Place, list[str]]:
    """By where they stand."""
    return {
        Place.TITLE: telling(article.title),
        Place.TAG: telling(" ".join(article.tags)),
        Place.TEXT: telling(article.text),
    }


def terms(subject: str, text: str, heads: Collection[str], known: Collection[str]) -> list[Term]:
    """A question's words. One that no article has is taken for the word of a title or a tag that it nearly is."""
    said = dict.fromkeys(telling(text), IN_DESCRIPTION) | dict.fromkeys(telling(subject), 1.0)
    found: dict[str, float] = {}
    for stem, weight in said.items():
        meant = stem if stem in known else nearest(stem, heads)
        says = weight if meant in {None, stem} else weight * MISTYPED
        found[meant or stem] = max(says, found.get(meant or stem, 0.0))
    return [Term(stem, weight) for stem, weight in found.items()]


def nearest(stem: str, heads: Iterable[str]) -> str | None:
    """The one that is a single slip of the finger away: a letter more, less, wrong, or two that changed places."""
    if len(stem) < LEAST_LETTERS:
        return None
    # Loaded when somebody has mistyped a word for the first time.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extractOne(stem, list(heads), scorer=OSA.distance, score_cutoff=1)
    return near[0] if near else None
