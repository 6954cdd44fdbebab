"""What the people of the story say, press and look for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Parts of what the desk says, and whole sentences of what people say."""

    chapters: tuple[str, ...]
    moscow: str
    photo: str
    file: str
    edits: str
    forges: str
    quoted: str
    seen_all: str
    number: str
    sign_in: str
    address: str
    code: str
    signed_in: str
    active: str
    expired: str
    which_service: str
    hosting: str
    incident: str
    seen: str
    seen_yes: str
    changed: str
    changed_no: str
    since: str
    since_answer: str
    urgency: str
    urgent: str
    subject: str
    subject_answer: str
    description: str
    description_answer: str
    files: str
    file_added: str
    screenshot: str
    done: str
    confirm: str
    target: str
    send: str
    filed: str
    taken: str
    take: str
    first_answer: str
    photo_answer: str
    second_answer: str
    addition: str
    addition_edited: str
    ping: str
    ping_staff: str
    still: str
    solved_button: str
    more: str
    inactive: str
    inactive_staff: str
    reopen: str
    reopened: str
    reopened_staff: str
    thanks: str
    last_answer: str
    solve: str
    solved: str
    digest: str
    no_service: str
    question: str
    not_urgent: str
    domain_subject: str
    domain_story: str
    no_files: str
    not_active: str
    discretionary: str
    refuse: str
    ground: str
    clause: str
    turned_down: str
    not_a_client: str
    agree: str
    name: str
    contact: str
    what_question: str
    stranger_question: str
    prospect_filed: str
    prospect_card: str
    not_here: str


RU = Words(
    chapters=(
        "Анна входит",
        "Анна пишет обращение",
        "Борис берёт его и отвечает",
        "День молчания",
        "Ещё день молчания",
        "Анна возвращается",
        "У Виктора нет действующих услуг",
        "Степан ещё не клиент",
        "Сводка дня",
    ),
    moscow="по Москве",
    photo="[фото]",
    file="[файл {name}]",
    edits="(правит)",
    forges="подделывает кнопку чужого обращения",
    quoted="«{text}»",
    seen_all="{steps} шагов, каждый увиден. Вызовов Telegram: {calls}, нарушений его правил: {violations}.",
    number="№",
    sign_in="Я клиент: войти",
    address="адрес почты",
    code="код из 8 цифр",
    signed_in="вы вошли",
    active="🟢 Хостинг «Старт» – действует",
    expired="⚪️ Сайт-витрина – срок истёк",
    which_service="О какой услуге",
    hosting="Хостинг «Старт»",
    incident="Что-то сломалось",
    seen="Вы видели проблему сами",
    seen_yes="Да, своими глазами",
    changed="Менял ли кто-то ещё",
    changed_no="Нет",
    since="С какого времени",
    since_answer="С сегодняшнего утра",
    urgency="Насколько это срочно",
    urgent="Срочно",
    subject="одной строкой",
    subject_answer="Не отправляется форма заказа",
    description="Опишите проблему",
    description_answer="На странице /order нажимаю «Заказать», и появляется ошибка 502. Раньше заявка уходила.",
    files="Добавьте фото или файлы",
    file_added="Добавлен",
    screenshot="Вот что я вижу",
    done="Это всё",
    confirm="Всё верно?",
    target="Первый ответ до",
    send="Отправить",
    filed="принято",
    taken="теперь ведёт Борис",
    take="Взять",
    first_answer="Здравствуйте! Нашёл ошибку в настройках почты, исправляю. Проверьте, пожалуйста, через полчаса.",
    photo_answer="Так выглядит исправленная форма",
    second_answer="Да, на оба адреса. Напишите, пожалуйста, пришло ли.",
    addition="А письмо о заказе дойдёт?",
    addition_edited="А письмо о заказе дойдёт и на второй адрес?",
    ping="Мы ждём вашего ответа",
    ping_staff="Клиента спросили",
    still="Ещё нужно",
    solved_button="Решено",
    more="Нужно время",
    inactive="оно НЕАКТИВНО",
    inactive_staff="обращение НЕАКТИВНО",
    reopen="Открыть снова",
    reopened="снова открыто",
    reopened_staff="просит вернуться к обращению",
    thanks="Проверила: всё работает, спасибо!",
    last_answer="Отлично, рад помочь.",
    solve="Решено",
    solved="решено. Сотрудник: Борис",
    digest="Итоги дня",
    no_service="Домен viktorov.example (срок истёк)",
    question="Вопрос",
    not_urgent="Не срочно",
    domain_subject="Можно ли вернуть домен?",
    domain_story="Срок домена закончился. Можно ли его ещё вернуть и сколько это стоит?",
    no_files="Без файлов",
    not_active="Эта услуга сейчас не оплачена",
    discretionary="На усмотрение",
    refuse="Отказать",
    ground="По какой причине",
    clause="1.6",
    turned_down="мы не можем взять обращение",
    not_a_client="Я ещё не клиент",
    agree="Согласен",
    name="Как вас зовут",
    contact="Как с вами связаться",
    what_question="Какой у вас вопрос",
    stranger_question="Сколько стоит перенести к вам интернет-магазин?",
    prospect_filed="записали ваш вопрос",
    prospect_card="ещё не клиент",
    not_here="Обращения №1 здесь нет",
)

EN = Words(
    chapters=(
        "Anna signs in",
        "Anna files a ticket",
        "Boris takes it and answers",
        "A day of silence",
        "Another day of silence",
        "Anna comes back",
        "Viktor has no active service",
        "Stepan is not a client yet",
        "The day's digest",
    ),
    moscow="Moscow time",
    photo="[photo]",
    file="[file {name}]",
    edits="(edits)",
    forges="forges a button of another's ticket",
    quoted="“{text}”",
    seen_all="{steps} steps, all of them seen. Calls of Telegram: {calls}, against its rules: {violations}.",
    number="#",
    sign_in="I am a client: sign in",
    address="e-mail address",
    code="8-digit code",
    signed_in="you are signed in",
    active="🟢 Hosting Start – active",
    expired="⚪️ Showcase site – expired",
    which_service="Which service",
    hosting="Hosting Start",
    incident="Something is broken",
    seen="Did you see the problem",
    seen_yes="Yes, I saw it",
    changed="Has anybody else changed",
    changed_no="No",
    since="Since when",
    since_answer="Since this morning",
    urgency="How urgent is it",
    urgent="Urgent",
    subject="in one line",
    subject_answer="The order form does not send",
    description="Describe the problem",
    description_answer="On /order I press “Order” and get error 502. It used to work.",
    files="Add photos or files",
    file_added="file",
    screenshot="This is what I see",
    done="That is all",
    confirm="Is everything right?",
    target="First answer by:",
    send="Send",
    filed="is filed",
    taken="Boris has taken",
    take="Take",
    first_answer="Hello! I have found a mistake in the mail settings and am fixing it. Please check in half an hour.",
    photo_answer="This is the fixed form",
    second_answer="Yes, at both. Please tell us whether it came.",
    addition="Will the mail about the order arrive?",
    addition_edited="Will the mail about the order arrive at the second address too?",
    ping="We are waiting for your answer",
    ping_staff="The client was asked",
    still="Still needed",
    solved_button="Solved",
    more="Need more time",
    inactive="is now INACTIVE",
    inactive_staff="the ticket is INACTIVE",
    reopen="Open again",
    reopened="is open again",
    reopened_staff="has opened the ticket again",
    thanks="Checked: everything works, thank you!",
    last_answer="Great, glad to help.",
    solve="Solve",
    solved="Boris has solved ticket",
    digest="Summary of the day",
    no_service="Domain viktor.example (expired)",
    question="A question",
    not_urgent="Not urgent",
    domain_subject="Can we get the domain back?",
    domain_story="The domain has expired. Can we still get it back, and what does it cost?",
    no_files="No files",
    not_active="This service is not paid for now",
    discretionary="Discretionary",
    refuse="Refuse",
    ground="On what ground",
    clause="1.6",
    turned_down="We cannot take ticket",
    not_a_client="I am not a client yet",
    agree="I agree",
    name="What is your name",
    contact="How can we reach you",
    what_question="What is your question",
    stranger_question="How much is it to move an online shop to you?",
    prospect_filed="We have your question",
    prospect_card="not a client yet",
    not_here="There is no ticket #1 here",
)

WORDS = {"ru": RU, "en": EN}
