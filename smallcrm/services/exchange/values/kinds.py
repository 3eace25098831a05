"""Whether a name is a person's or a company's."""

from __future__ import annotations

from smallcrm.core.fold import fold

PERSON, COMPANY = "person", "company"

_COMPANY_WORDS = """
    company | organization | organisation | business | firm | corporate | corporation | b2b
    legal entity | компания | организация | юридическое лицо | юр. лицо | юрлицо | юр | ип | ооо
    индивидуальный предприниматель | компанія | юридична особа | εταιρεια | εταιρια | επιχειρηση
    νομικο προσωπο | firma | unternehmen | juristische person | geschaftskunde | societe
    entreprise | personne morale | true | 1 | yes
"""
_PERSON_WORDS = """
    person | individual | contact | people | private | private person | natural person | b2c
    контакт | человек | физическое лицо | физ. лицо | физлицо | физ | частное лицо | клиент
    контактна особа | фізична особа | ατομο | ιδιωτης | φυσικο προσωπο | επαφη | privat
    privatperson | einzelperson | privatkunde | naturliche person | particulier | personne
    personne physique | false | 0 | no
"""
# Legal forms, dots left out, as words of a name: in any letters, or in these letters only.
_ANY_LETTERS = """
    ltd limited plc llc inc corp gmbh mbh ohg sarl sasu eurl sociedad ooo zao oao ооо оао пао зао
    нко ано тоо еоод оод επε ικε αβεε μονοπρόσωπη aş şti spzoo
"""
_THESE_LETTERS = """
    AG KG UG SAS SA SL SLU SRL SpA BV NV AB AS ASA Oy OY OYJ ApS A/S SNC EV eV EK eK GbR Sp sp
    АО ИП ЧП ТОВ ФОП ΑΕ ΟΕ ΕΕ ΙΔ ΑΕΕ ΑΦΟΙ
"""
_FORMS = frozenset(_ANY_LETTERS.split())
_EXACT_FORMS = frozenset(_THESE_LETTERS.split())
_MARKS = str.maketrans({".": None, ",": " ", '"': " ", "«": " ", "»": " ", "(": " ", ")": " "})


def phrases(text: str) -> frozenset[str]:
    """What stands between bars and on lines of their own."""
    return frozenset([" ".join(each.split()) for each in text.replace("\n", "|").split("|")]) - {""}


_COMPANIES = phrases(_COMPANY_WORDS)
_PERSONS = phrases(_PERSON_WORDS)


def kind_of_word(text: str) -> str:
    """``person`` or ``company`` for a word that says which; else empty."""
    word = fold(text.strip())
    return COMPANY if word in _COMPANIES else PERSON if word in _PERSONS else ""


def is_company_name(name: str) -> bool:
    """Whether *name* carries a legal form: ``ООО «Ромашка»``, ``Köhler Möbel GmbH``."""
    words = name.translate(_MARKS).split()
    if not _EXACT_FORMS.isdisjoint(words):
        return len(words) > 1
    return not _FORMS.isdisjoint([word.lower() for word in words])
