"""Names agree whatever the case, the order, the alphabet; one typing mistake is forgiven."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.contact_values.company_names import alike, company_key
from smallcrm.services.contact_values.person_names import (
    Agreement,
    agreement,
    close,
    resemble,
    words,
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Γιώργος Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ ΓΙΩΡΓΟΣ", Agreement.SAME),
        ("Παπαδόπουλος Γ.", "ΠΑΠΑΔΟΠΟΥΛΟΣ Γ", Agreement.INITIALS),
        ("Γιώργος Παπαδόπουλος", "Παπαδόπουλος Γ.", Agreement.INITIALS),
        ("Σταυρούλα Ξανθοπούλου", "Ξανθοπούλου Στ.", Agreement.INITIALS),
        ("Дмитрий Щербаков", "Щербаков Дм.", Agreement.INITIALS),
        ("Σταυρούλα Ξανθοπούλου", "Ξανθοπούλου Σο.", Agreement.NO),
        ("Anna Keller", "Ann. Berg", Agreement.NO),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos", Agreement.CLOSE),
        ("Γιώργος Παπαδόπουλος", "Γιάννης Παπαδόπουλος", Agreement.NO),
        ("Ευαγγελία Οικονόμου", "Evangelia Oikonomou", Agreement.CLOSE),
        ("Фёдор Щербаков", "Fedor Shcherbakov", Agreement.CLOSE),
        ("Юлия Соловьёва", "Yulia Solovyova", Agreement.CLOSE),
        ("Иванов Иван", "Иван Иванов", Agreement.SAME),
        ("Иванов Иван Петрович", "Иванов Иван", Agreement.CLOSE),
        ("Иванов Иван Петрович", "Иванов Иван Сергеевич", Agreement.NO),
        ("Anna Keller", "Ana Keller", Agreement.CLOSE),
        ("Anna Keller", "Ana Kellr", Agreement.NO),
        ("Anna Keller", "Anna Braun", Agreement.NO),
        ("Anna Keller", "Boris Keller", Agreement.NO),
        ("Dr. Anna Keller", "Keller, Anna", Agreement.SAME),
        ("Weber-Keller Anna", "Weberkeller Anna", Agreement.CLOSE),
        ("Łukasz Żak", "Lukasz Zak", Agreement.CLOSE),
        ("Jürgen Weiß", "Jurgen Weiss", Agreement.SAME),
        ("Anna", "Anna Keller", Agreement.LITTLE),
        ("Anna", "anna", Agreement.LITTLE),
        ("", "Anna Keller", Agreement.LITTLE),
        ("Ли Мин", "Ли Мин", Agreement.SAME),
    ],
)
def test_names_agree_as_far_as_they_may_mean_one_person(one, other, expected):
    assert agreement(one, other) is expected
    assert agreement(other, one) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ('ООО "РОМАШКА"', "ООО «Ромашка»", Agreement.SAME),
        ("Ромашка", "Romashka", Agreement.CLOSE),
        ("Bäckerei Neumann GmbH", "Backerei Neuman", Agreement.CLOSE),
        ("Ρόδον Ανθοπωλείο Α.Ε.", "Ρόδον Ανθοπωλείο Βόλου", Agreement.LITTLE),
        ("Alfa", "Beta", Agreement.NO),
        ("ABC", "ABD", Agreement.NO),
        ("", "Alfa", Agreement.LITTLE),
    ],
)
def test_companies_are_alike_without_their_legal_form(one, other, expected):
    assert alike(company_key(one), company_key(other)) is expected
    assert alike(company_key(other), company_key(one)) is expected


def test_word_that_stands_twice_needs_two_of_its_kind():
    assert agreement("Anna Anna", "Anna Berg") is Agreement.NO
    assert agreement("Anna Berg", "Anna Anna") is Agreement.NO


def test_two_mistyped_forms_of_one_name_resemble_each_other():
    assert resemble(words("Anna Kelller"), words("Anna Kellr"))
    assert not resemble(words("Γιώργος Παπάς"), words("Γιάννης Παπάς"))


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_order_of_two_names_does_not_matter(one, other):
    assert agreement(one, other) is agreement(other, one)
    assert close(one, other) == close(other, one)


@given(st.text(max_size=30))
def test_every_name_agrees_with_itself(name):
    assert agreement(name, name) is not Agreement.NO
    assert agreement(name, name.upper()) is not Agreement.NO
