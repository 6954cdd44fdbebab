"""`frontdesk articles …` as an operator types it, and what files may hold (regulation 2.5, final provisions)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.articles import BIGGEST_FILE, read_folder
from desk.rules.articles import LONGEST_TEXT, Article
from tests.bot.commandline import REQUIRED, Ended
from tests.bot.test_cli import in_this_process

Write = Callable[[str, str | bytes], Path]


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "var" / "articles"
    place.mkdir(parents=True)
    return place


@pytest.fixture
def write(folder: Path) -> Write:
    def keep(name: str, text: str | bytes) -> Path:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return keep


def take_away(file: Path) -> None:
    file.unlink()


async def articles(*arguments: str) -> Ended:
    return await in_this_process("articles", *arguments, given=REQUIRED)


async def test_final_articles_are_taken_over_changed_listed_and_removed(write: Write, folder: Path) -> None:
    write("pochta.md", "# Не приходят письма\n\nПосмотрите в **Спам**.")
    write("more/Продление домена.md", "---\ntitle: Как продлить домен\nlanguage: ru\n---\nСчёт приходит за месяц.")
    tried = await articles("import", "--dry-run")
    assert (
        tried.out == "+ pochta\n+ продление-домена\nDry run, nothing was changed. 2 added, 0 changed, 0 as they were.\n"
    )
    assert (await articles("list")).out == "There are no articles. frontdesk articles import DIR adds some.\n"
    assert "Imported. 2 added" in (await articles("import")).out
    write("pochta.md", "# Не приходят письма\n\nПосмотрите в папку *Спам*.")
    take_away(folder / "more" / "Продление домена.md")
    again = await articles("import", "var/articles")
    assert again.out.splitlines() == [
        "~ pochta",
        "Imported. 0 added, 1 changed, 0 as they were.",
        "Not in the folder, and kept: продление-домена. With --prune they are removed.",
    ]
    listed = await articles("list")
    assert "продление-домена               Как продлить домен · ru" in listed.out
    pruned = await articles("import", "--prune")
    assert pruned.out.splitlines()[0] == "- продление-домена"
    removed = await articles("remove", "pochta")
    assert removed.out.startswith("Removed: pochta.\nIts file is still in var/articles")
    assert (await articles("remove", "pochta")).status == 1


async def test_final_what_would_be_suggested_can_be_tried_and_uses_are_shown(write: Write) -> None:
    write("pochta.md", "# Не приходят письма\n\nПосмотрите в папку Спам.")
    await articles("import")
    assert (await articles("find", "письмо", "не", "приходит")).out.startswith("suggested  pochta")
    assert (await articles("find", "письма", "о", "наборе", "волонтёров", "рядом")).out.startswith("found      pochta")
    assert (await articles("find", "кондиционер")).out == "Nothing.\n"
    assert (await articles("stats")).out.splitlines()[1].split() == ["0", "0", "0", "0", "pochta"]
    assert (await articles("stats", "--month", "2026-13")).status == 2


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "has no title: begin it with a line such as # How to change a password"),
        ("просто слова", "has no title"),
        ("# Заголовок\n\n  \n", "is empty below its title"),
        ("---\ntitle: Заголовок\n---\n", "is empty below its title"),
        ("---\ntitle: Заголовок\nслова", "have no end: close them with a line of ---"),
        ("---\nпросто слова\n---\n# Да\n\nнет", "'просто слова' at its top: it should be name: value"),
        ("# " + "Ы" * 121 + "\n\nтекст", "its title has more than 120 characters"),
        ("# Да\n\n" + "слово " * 12_000, f"has more than {LONGEST_TEXT} characters"),
        (b"x" * (BIGGEST_FILE + 1), "is bigger than 1024 KB"),
        ("# Да\n\nтекст".encode("utf-16"), "is UTF-16: save it as UTF-8"),
        ("# Да\n\nдлинный текст".encode("koi8-r"), "is neither UTF-8 nor cp1251 text"),
        (bytes(range(256)) * 4, "is neither UTF-8 nor cp1251 text"),
        ("---\nslug: a/b\n---\n# Да\n\nтекст", "its name 'a/b' must be at most 60 letters"),
        ("---\ncategories: почта\n---\n# Да\n\nтекст", "there is no category 'почта', only connection,"),
        ("---\nlanguage: de\n---\n# Да\n\nтекст", "its language 'de' is none of ru, en"),
        ("---\nurl: javascript:alert(1)\n---\n# Да\n\nтекст", "must begin with http:// or https://"),
        ("---\ntags: " + ", ".join(map(str, range(31))) + "\n---\n# Да\n\nтекст", "has more than 30 tags"),
    ],
)
async def test_final_a_file_that_is_no_article_is_told_and_nothing_is_imported(
    write: Write, text: str | bytes, wrong: str
) -> None:
    write("bad.md", text)
    write("good.md", "# Хорошая\n\nстатья")
    said = await articles("import")
    assert said.status == 1
    assert said.err.startswith("var/articles: nothing was imported.\nbad.md: ")
    assert wrong in said.err
    assert "There are no articles" in (await articles("list")).out


async def test_final_a_name_twice_a_folder_that_is_not_there_and_one_without_articles(
    write: Write, folder: Path
) -> None:
    write("a/pochta.md", "# Раз\n\nтекст")
    write("b/Pochta.md", "# Два\n\nтекст")
    said = await articles("import")
    assert "b/Pochta.md: its name pochta is that of a/pochta.md too; rename one of them" in said.err
    assert (await articles("import", "nowhere")).err == "nowhere: there is no such folder\n"
    write("empty/.keep", "")
    empty = await articles("import", "var/articles/empty")
    assert empty.err == "var/articles/empty: there are no files that end in .md\n"


def test_final_a_file_of_russian_windows_is_read_and_hidden_ones_are_not(write: Write, folder: Path) -> None:
    write("old.md", "# Старый файл\r\n\r\nТекст в кодировке Windows — «как есть».\r\n".encode("cp1251"))
    write(".hidden.md", "")
    write("notes.txt", "")
    found = read_folder(folder)
    assert found.bad == ()
    assert found.notes == ("old.md: was read as cp1251; better save it as UTF-8",)
    assert found.articles["old"].text == "Старый файл\n\nТекст в кодировке Windows — «как есть»."


def test_final_all_that_can_stand_at_the_top_of_a_file(write: Write, folder: Path) -> None:
    lines = ['title: "Да: и нет"', "tags:", "  - раз", "  - два три", "categories: [access, other]", "lang: RU"]
    top = "\n".join(["---", *lines, "layout: post", "---", ""])
    write("a.md", "\N{BYTE ORDER MARK}" + top + "# Да: и нет\n\nтекст")
    article = read_folder(folder).articles["a"]
    marks = '[{"type": "bold", "offset": 0, "length": 9}]'
    assert article == Article(
        "a", "Да: и нет", "Да: и нет\n\nтекст", marks, ("раз", "два три"), ("access", "other"), "ru"
    )
