"""When two spellings of a company's name mean the same company."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.fold import fold
from smallcrm.services.contact_values.company_names import company_key


@pytest.mark.parametrize(
    "names",
    [
        ('ООО "РОМАШКА"', "ООО «Ромашка»", "Ромашка, ООО", "ромашка", "О.О.О. Ромашка"),
        ("Ρόδον Α.Ε.", "ΡΟΔΟΝ ΑΕ", "Ρόδον α. ε.", "ροδον"),
        ("Müller GmbH & Co. KG", "MULLER G.m.b.H. & Co KG", "Müller"),
        ("Firma Sp. z o.o.", "FIRMA SPZOO", "Firma sp. z o. o.", "firma"),
        ("Novák s.r.o.", "Novak, s. r. o.", "NOVAK SRO"),
        ("ИП Иванов", "Иванов ИП", "иванов"),
        ("Ro-Ma Ltd.", "ROMA LIMITED", "Ro Ma"),
        ("ЕТ „Роза“", "Роза ЕТ", "роза"),
    ],
)
def test_spellings_of_one_company_have_one_key(names):
    assert len({company_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AS Roma", "Roma"),
        ("SP Shop", "Shop"),
        ("CO Design", "Design"),
        ("SA Sports", "Sports"),
        ("Ромашка", "Ромашка Юг"),
        ("Ltd", "GmbH"),
        ("ООО", "ЗАО"),
    ],
)
def test_words_that_only_look_like_a_legal_form_tell_companies_apart(one, other):
    assert company_key(one) != company_key(other)


@pytest.mark.parametrize("name", ["AS", "Co. Ltd.", "ООО", "SP Shop", "AS Roma", "А.О."])
def test_something_is_always_left_of_a_name(name):
    assert company_key(name)


@given(st.text().filter(lambda name: fold(name).strip()))
def test_every_name_has_a_key(name):
    assert company_key(name)


def test_signs_alone_tell_companies_apart_too():
    assert company_key("***") != company_key("—")
