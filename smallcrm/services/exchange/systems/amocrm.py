"""amoCRM (Kommo): contacts and companies in one file, and deals."""

from __future__ import annotations

from smallcrm.services.exchange.systems.system import System, marks, patterns, table

_REACHED = """
    phone:work = Рабочий телефон | Рабочий прямой телефон
    phone:mobile = Мобильный телефон
    phone:fax = Факс
    phone:home = Домашний телефон
    phone:other = Другой телефон
    email:work = Рабочий email
    email:home = Личный email
    email:other = Другой email
    url = Web
    address = Адрес
    role = Должность
"""

CONTACTS = System(
    "amocrm",
    marks(
        "Полное имя контакта | Название компании | Кем создан контакт",
        "ID | Тип | Полное имя контакта",
        "Полное имя контакта | Дата создания контакта | Сделки",
    ),
    table(
        _REACHED
        + """
        external_id = ID
        kind = Тип
        name = Полное имя контакта
        given_name = Имя
        family_name = Фамилия
        company = Название компании
        tag = Теги
        note = Примечание 1 | Примечание 2 | Примечание 3 | Примечание 4 | Примечание 5
        """
    ),
    country="RU",
)
DEALS = System(
    "amocrm",
    marks(
        "ID | Название сделки | Этап сделки",
        "Название сделки | Воронка | Полное имя контакта",
        "Название сделки | Дата создания сделки | Кем создана сделка",
    ),
    table(
        _REACHED
        + """
        deal.id = ID
        deal.title = Название сделки
        deal.stage = Этап сделки
        deal.close = Дата закрытия
        deal.note = Примечание | Примечание 2 | Примечание 3 | Примечание 4 | Примечание 5
        name = Полное имя контакта
        company = Компания контакта
        company = Компания
        """
    ),
    patterns(r"deal.amount = бюджет.*"),
    country="RU",
)
