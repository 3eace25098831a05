"""Bitrix24: leads, contacts and deals, as CSV and as the HTML that it calls Excel."""

from __future__ import annotations

from smallcrm.services.exchange.systems.system import System, marks, table

_IDLE = frozenset({"", "0", "не выбрано"})
_PERSON = """
    given_name = Имя
    middle_name = Отчество
    family_name = Фамилия
    display_name = Имя, Фамилия
    company = Название компании | Компания
    role = Должность
    birthday = Дата рождения
    address = Адрес
    street = Улица, номер дома | Квартира, офис, комната, этаж | Улица, дом, корпус, строение
    city = Населенный пункт | Населённый пункт
    region = Регион
    postcode = Почтовый индекс
    country = Страна
    phone:work = Рабочий телефон
    phone:mobile = Мобильный телефон
    phone:home = Домашний телефон
    phone:fax = Номер факса | Факс
    phone:pager = Номер пейджера
    phone:newsletter = Телефон для рассылок
    phone:other = Другой телефон
    url:work = Корпоративный сайт
    url:home = Личная страница
    url:facebook = Страница Facebook
    url:vk = Страница ВКонтакте
    url:livejournal = Страница LiveJournal
    url:twitter = Микроблог Twitter
    url:other = Другой сайт
    email:work = Рабочий e-mail
    email:home = Частный e-mail
    email:newsletter = E-mail для рассылок
    email:other = Другой e-mail
    source = Источник
"""

LEADS = System(
    "bitrix24",
    marks("ID | Название лида | Имя", "Название лида | Стадия | Возможная сумма"),
    table(
        _PERSON
        + """
        external_id = ID
        deal.title = Название лида
        deal.stage = Стадия | Статус
        deal.amount = Возможная сумма | Сумма
        deal.currency = Валюта
        note = Комментарий
        """
    ),
    idle=_IDLE,
    country="RU",
    prefix="lead:",
)
DEALS = System(
    "bitrix24",
    marks(
        "ID | Название сделки | Стадия сделки | Контакт: Имя",
        "Название сделки | Стадия сделки | Контакт",
        "ID | Стадия сделки | Сумма",
    ),
    table("""
        deal.id = ID
        deal.title = Название сделки
        deal.stage = Стадия сделки | Стадия
        deal.amount = Сумма
        deal.currency = Валюта
        deal.note = Комментарий
        deal.source = Источник
        deal.close = Предполагаемая дата закрытия | Дата завершения
        external_id = Контакт: ID
        display_name = Контакт
        given_name = Контакт: Имя
        middle_name = Контакт: Отчество
        family_name = Контакт: Фамилия
        role = Контакт: Должность
        birthday = Контакт: Дата рождения
        phone:work = Контакт: Рабочий телефон
        phone:mobile = Контакт: Мобильный телефон
        phone:home = Контакт: Домашний телефон
        phone:other = Контакт: Другой телефон
        email:work = Контакт: Рабочий e-mail
        email:home = Контакт: Частный e-mail
        email:other = Контакт: Другой e-mail
        company = Компания | Компания: Название компании
    """),
    idle=_IDLE,
    country="RU",
)
CONTACTS = System(
    "bitrix24",
    marks(
        "ID | Имя | Фамилия | Тип контакта",
        "Имя | Фамилия | Рабочий телефон | Рабочий e-mail | Участвует в экспорте контактов",
        "Имя | Фамилия | Рабочий телефон | Частный e-mail | Телефон для рассылок",
    ),
    table(_PERSON + "external_id = ID\n note = Комментарий | Описание"),
    idle=_IDLE,
    country="RU",
)
COMPANIES = System(
    "bitrix24",
    marks("ID | Название компании | Тип компании", "Название компании | Сфера деятельности"),
    table(
        _PERSON.replace("company = Название компании | Компания", "name = Название компании")
        + "external_id = ID\n note = Комментарий"
    ),
    idle=_IDLE,
    country="RU",
    prefix="company:",
)
