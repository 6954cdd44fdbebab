"""People who act for a client: invited, confirmed, let go (regulation 2.2, 4.5)."""

import re

from desk.ids import PersonId
from desk.ports import Work
from desk.rules.people import Assurance, Link, Role
from simulator import Message, Person, Topic
from tests.bot.running import ANNA as CLIENT
from tests.bot.running import RunningDesk
from tests.bot.test_several_tickets import words_of
from tests.bot.waiting import copies, with_a_ticket

LINK = re.compile(r"https://t\.me/(\w+)\?start=([A-Za-z0-9_-]{1,64})(?:\s|$)")


async def invites(desk: RunningDesk, sees: str = "Все обращения") -> str:
    """Anna makes an invitation; its payload."""
    await desk.anna.writes("/people")
    await desk.anna.sees("Кто может писать нам за вас")
    await desk.anna.presses("Пригласить")
    asked = await desk.anna.sees("Что ему показывать?")
    assert "п. 4.5" in asked.text
    await desk.anna.presses(sees, on=asked)
    made = await desk.anna.sees("Перешлите эту ссылку")
    found = LINK.search(made.text)
    assert found
    assert found[1] == desk.sim.bot_user.username
    return found[2]


async def joins(desk: RunningDesk, person: Person, sees: str = "Все обращения") -> None:
    """Invited, come, confirmed."""
    payload = await invites(desk, sees)
    await person.writes(f"/start {payload}")
    await person.sees("Пригласивший должен это подтвердить")
    came = await desk.anna.sees("Это тот, кого вы приглашали?")
    assert person.name in came.text
    await desk.anna.presses("Да, подтверждаю", on=came)
    await person.sees("Теперь вы представляете ООО Ромашка")


async def with_a_delegate(desk: RunningDesk, sees: str = "Все обращения") -> tuple[Topic, Person]:
    """Anna's №1, and Pyotr who acts for her client."""
    topic = await with_a_ticket(desk)
    pyotr = desk.sim.person("Пётр", username="pyotr")
    await joins(desk, pyotr, sees)
    return topic, pyotr


async def closes_access(desk: RunningDesk, person: Person) -> None:
    await desk.anna.writes("/people")
    await desk.anna.sees("Кто может писать")
    await desk.anna.presses(person.name)
    await desk.anna.sees("представитель ООО Ромашка")
    await desk.anna.presses("Закрыть доступ")
    await person.sees("больше не представляете ООО Ромашка")


# --- joining ---------------------------------------------------------------------------------------


async def test_2_2_a_person_joins_by_a_link_once_the_owner_has_confirmed(desk: RunningDesk) -> None:
    await with_a_ticket(desk)
    pyotr = desk.sim.person("Пётр", username="pyotr")
    payload = await invites(desk)
    await pyotr.writes(f"/start {payload}")
    await pyotr.sees("Пригласивший должен это подтвердить")
    await pyotr.writes("/tickets")
    await pyotr.sees("У вас пока нет обращений")
    await pyotr.writes("/ticket 1")
    await pyotr.sees("Обращения №1 здесь нет")
    came = await desk.anna.sees("Пётр (@pyotr)")
    await desk.anna.presses("Да, подтверждаю", on=came)
    await pyotr.sees("видите все обращения")
    page = await desk.anna.sees("Пётр – видит все обращения")
    assert "ждёт вашего подтверждения" not in page.text
    await pyotr.writes("/tickets")
    listed = await pyotr.sees("сначала открытые")
    assert "№1 (Анна Смирнова): первый ответ от нас – до 3 марта" in listed.text


async def test_2_2_the_owner_can_say_that_it_is_somebody_else(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    payload = await invites(desk)
    await desk.stepan.writes(f"/start {payload}")
    await desk.stepan.sees("Пригласивший должен")
    came = await desk.anna.sees("Степан")
    await desk.anna.presses("Нет", on=came)
    await desk.stepan.sees("не подтвердили")
    assert "уже пришли" in (await desk.anna.presses("Да, подтверждаю", on=came)).text
    await desk.stepan.writes(f"/start {payload}")
    await desk.stepan.sees("По этому приглашению уже пришли")
    await desk.stepan.writes("/tickets")
    await desk.stepan.sees("У вас пока нет обращений")


async def test_2_2_sec_09_forged_used_own_and_expired_links_get_a_clear_answer(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    for forged in ("i_", "i_forged", "i_" + "A" * 62):
        await desk.stepan.writes(f"/start {forged}")
        await desk.stepan.sees("Такого приглашения нет")
    payload = await invites(desk)
    await desk.anna.writes(f"/start {payload}")
    await desk.anna.sees("эта ссылка не для вас")
    await desk.stepan.writes(f"/start {payload}")
    await desk.stepan.sees("Пригласивший должен")
    await desk.viktor.writes(f"/start {payload}")
    await desk.viktor.sees("По этому приглашению уже пришли")
    await desk.stepan.writes(f"/start {payload}")
    await desk.stepan.sees("Пригласивший должен")
    second = await invites(desk)
    await desk.passes(days=7)
    await desk.viktor.writes(f"/start {second}")
    await desk.viktor.sees("Срок приглашения истёк")
    await desk.anna.writes("/people")
    assert "Степан" not in (await desk.anna.sees("Пока никого")).text


async def test_2_2_an_invitation_can_be_withdrawn_and_confirmed_in_time_only(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    payload = await invites(desk)
    await desk.anna.writes("/people")
    await desk.anna.sees("Неоткрытое приглашение, действует до 9 марта (вторник), 12:00 по Москве")
    await desk.anna.presses("Отменить приглашение")
    await desk.anna.sees("Пока никого")
    await desk.stepan.writes(f"/start {payload}")
    await desk.stepan.sees("Это приглашение отменено")
    late = await invites(desk)
    await desk.stepan.writes(f"/start {late}")
    came = await desk.anna.sees("Степан")
    await desk.passes(days=7)
    assert "Срок приглашения истёк" in (await desk.anna.presses("Да, подтверждаю", on=came)).text


async def test_2_2_not_too_many_invitations_wait_at_a_time(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    for _ in range(10):
        await invites(desk)
    await desk.anna.writes("/people")
    await desk.anna.presses("Пригласить", on=await desk.anna.sees("Кто может писать"))
    asked = await desk.anna.sees("Что ему показывать?")
    assert "Десять приглашений" in (await desk.anna.presses("Все обращения", on=asked)).text


async def test_2_2_only_an_owner_invites(desk: RunningDesk) -> None:
    _, pyotr = await with_a_delegate(desk)
    await desk.stepan.writes("/people")
    await desk.stepan.sees("Сначала войдите")
    await pyotr.writes("/people")
    page = await pyotr.sees("Вы представляете ООО Ромашка")
    assert words_of(page) == ["Меню"]
    for data in ("d:invite:c-1:0", "d:invite_all:c-1:0", f"d:revoke:c-1:{pyotr.id}", f"d:let_all:c-1:{pyotr.id}"):
        assert "только сам клиент" in (await pyotr.forges_press(data, on=page)).text
    for act in ("yes", "no"):
        assert "только сам клиент" in (await pyotr.forges_press(f"i:{act}:1", on=page)).text
        assert "только сам клиент" in (await desk.anna.forges_press(f"i:{act}:99", on=await desk.anna.last())).text
    owner = await desk.anna.last()
    for who in (desk.anna.id, desk.stepan.id):
        assert "больше не представитель" in (await desk.anna.forges_press(f"d:revoke:c-1:{who}", on=owner)).text


async def test_2_2_any_other_link_leads_to_the_menu(desk: RunningDesk) -> None:
    await desk.stepan.writes("/start promo")
    await desk.stepan.sees("Здравствуйте")


# --- acting ----------------------------------------------------------------------------------------


async def test_2_2_tickets_and_messages_say_who_wrote_and_the_owner_sees_all(desk: RunningDesk) -> None:
    topic, pyotr = await with_a_delegate(desk, "Только свои")
    await desk.files(pyotr, subject="Почта не приходит")
    second = await desk.room.topic("№2")
    card = await desk.boris.sees("Почта не приходит", topic=second)
    assert "Пишет: Пётр (@pyotr), представитель клиента" in card.text
    assert "ООО Ромашка" in card.text
    first = await desk.boris.sees("Сайт не открывается", topic=topic, anywhere=True)
    assert "представитель" not in first.text
    await pyotr.writes("Ящик info@")
    relayed = await desk.boris.sees("Ящик info@", topic=second)
    assert "Пётр" in relayed.text
    await desk.boris.writes("Проверяем ящик", topic=second)
    await pyotr.sees("Проверяем ящик")
    await desk.anna.writes("/tickets")
    assert "№2 (Пётр)" in (await desk.anna.sees("сначала открытые")).text
    await desk.anna.writes("/ticket 2")
    assert "Пишет: Пётр" in (await desk.anna.sees("Обращение №2")).text
    await desk.anna.presses("История")
    history = await desk.anna.sees("История")
    assert "Пётр: Ящик info@" in history.text
    assert "Борис: Проверяем ящик" in history.text


async def test_2_2_a_delegate_sees_their_own_tickets_only_unless_the_owner_allows_all(desk: RunningDesk) -> None:
    topic, pyotr = await with_a_delegate(desk, "Только свои")
    await pyotr.writes("/ticket 1")
    page = await pyotr.sees("Обращения №1 здесь нет")
    await desk.anna.writes("/people")
    await desk.anna.sees("Пётр – видит только свои")
    await desk.anna.presses("Пётр")
    await desk.anna.sees("видит только свои")
    await desk.anna.presses("Показывать все обращения")
    await desk.anna.sees("Видит все обращения")
    await pyotr.writes("/ticket 1")
    await pyotr.sees("Обращение №1. Сайт не открывается")
    await pyotr.writes("Дополню за Анну")
    await desk.boris.sees("Дополню за Анну", topic=topic)
    await desk.anna.presses("Показывать только свои")
    await desk.anna.sees("видит только свои")
    assert "здесь нет" in (await pyotr.forges_press("t:show:1:0", on=page)).text


async def test_2_2_what_a_stranger_wrote_before_is_in_their_ticket(desk: RunningDesk) -> None:
    await desk.signs_in(desk.anna, "anna@example.com")
    await desk.stepan.writes("Не могу войти в почту компании, помогите, пожалуйста")
    await desk.stepan.sees("Ваше сообщение сохранено")
    await joins(desk, desk.stepan)
    await desk.stepan.writes("/new")
    await desk.chooses(desk.stepan, "Хостинг", "Вопрос", "Не срочно")
    await desk.stepan.sees("одной строкой")
    await desk.stepan.writes("Почта")
    await desk.stepan.sees("Добавьте фото")
    await desk.stepan.presses("Без файлов")
    assert "Не могу войти в почту" in (await desk.stepan.sees("Всё верно?")).text


# --- letting go ------------------------------------------------------------------------------------


async def test_2_2_after_revoking_nothing_is_seen_and_old_buttons_do_nothing(desk: RunningDesk) -> None:
    topic, pyotr = await with_a_delegate(desk)
    await desk.boris.writes("Ответ в первом", topic=topic)
    await pyotr.writes("/ticket 1")
    page = await pyotr.sees("Обращение №1")
    await closes_access(desk, pyotr)
    assert "Пока никого" in (await desk.anna.sees("Кто может писать")).text
    for button in ("Дописать", "История", "Решено, закрыть"):
        assert "Обращения №1 здесь нет" in (await pyotr.presses(button, on=page)).text
    await pyotr.writes("Тайком", reply_to=page)
    await pyotr.sees("Ваше сообщение сохранено")
    await pyotr.writes("/tickets")
    await pyotr.sees("У вас пока нет обращений")
    await pyotr.writes("/people")
    await pyotr.sees("Сначала войдите")
    await desk.boris.sees_nothing_of("Тайком", topic=topic)


async def test_2_2_an_open_form_of_somebody_let_go_files_nothing_and_keeps_their_words(desk: RunningDesk) -> None:
    _, pyotr = await with_a_delegate(desk)
    await pyotr.writes("/new")
    await desk.chooses(pyotr, "Хостинг", "Вопрос", "Не срочно")
    await pyotr.sees("одной строкой")
    await pyotr.writes("Перенести домен")
    await pyotr.sees("подробно")
    await pyotr.writes("Перенесите домен на другой счёт")
    await pyotr.sees("Добавьте фото")
    await pyotr.presses("Без файлов")
    page = await pyotr.sees("Всё верно?")
    await closes_access(desk, pyotr)
    assert "устарела" in (await pyotr.presses("Отправить", on=page)).text
    await pyotr.sees("Здравствуйте")
    await pyotr.writes("Тогда спрошу как новый клиент")
    await pyotr.sees("Ваше сообщение сохранено")
    assert len(await desk.room.topics()) == 1


async def test_2_2_a_message_begun_from_a_ticket_is_kept_when_access_is_closed_meanwhile(desk: RunningDesk) -> None:
    topic, pyotr = await with_a_delegate(desk)
    await pyotr.writes("/ticket 1")
    await pyotr.sees("Обращение №1")
    await pyotr.presses("Дописать")
    await pyotr.sees("оно попадёт в обращение №1")
    await closes_access(desk, pyotr)
    await pyotr.writes("Уже не попадёт")
    await pyotr.sees("Ваше сообщение сохранено")
    assert await copies(topic, "Уже не попадёт") == []


async def test_2_2_a_ticket_of_somebody_let_go_is_answered_to_the_owner(desk: RunningDesk) -> None:
    _, pyotr = await with_a_delegate(desk, "Только свои")
    await desk.files(pyotr, subject="Почта не приходит")
    topic = await desk.room.topic("№2")
    await desk.boris.sees("Почта не приходит", topic=topic)
    await pyotr.writes("Ящик info@")
    relayed: Message = await desk.boris.sees("Ящик info@", topic=topic)
    await closes_access(desk, pyotr)
    await desk.passes(seconds=1)
    await desk.boris.writes("Почта работает", topic=topic, reply_to=relayed)
    await desk.anna.sees("Почта работает")
    await desk.boris.writes("/solve", topic=topic)
    await desk.anna.sees("решено")
    await pyotr.sees_nothing_of("Почта работает", anywhere=True)
    await pyotr.sees_nothing_of("решено", anywhere=True)


async def test_2_2_an_edit_by_somebody_let_go_does_not_reach_staff(desk: RunningDesk) -> None:
    topic, pyotr = await with_a_delegate(desk)
    said = await pyotr.writes("Пароль не подходит")
    await desk.boris.sees("Пароль не подходит", topic=topic)
    await closes_access(desk, pyotr)
    await pyotr.edits(said, "Дайте мне пароль Анны")
    await pyotr.writes("/tickets")
    await pyotr.sees("У вас пока нет обращений")
    assert await copies(topic, "Дайте мне пароль") == []


async def owns(work: Work, *, person: PersonId) -> None:
    """Several people have proved that they are Anna's client."""
    await work.people.link(Link(person, CLIENT.id, Role.OWNER, Assurance.MEDIUM), work.now)


async def test_sec_38_everybody_who_owns_the_client_hears_who_may_act_for_it(desk: RunningDesk) -> None:
    await desk.viktor.writes("/start")
    await desk.viktor.sees("Здравствуйте")
    await desk.app.office.run(owns, person=PersonId(desk.viktor.id))
    await desk.signs_in(desk.anna, "anna@example.com")
    pyotr = desk.sim.person("Пётр", username="pyotr")
    await joins(desk, pyotr)
    await desk.viktor.sees("Анна Смирнова подтверждает: Пётр может писать нам от имени ООО Ромашка")
    await closes_access(desk, pyotr)
    await desk.viktor.sees("Анна Смирнова закрывает доступ: Пётр больше не пишет нам от имени ООО Ромашка")
