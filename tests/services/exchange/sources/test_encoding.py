"""The encoding of a text file: by its mark, as UTF-8, or by what its letters would say."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import ImportProblem
from smallcrm.services.exchange.sources.encoding import decode

GREEK = "Επωνυμία;Πόλη\nΆννα Παπαδοπούλου;Αθήνα\nΓιώργος Οικονόμου;Πάτρα\nΕλένη Νικολάου;Βόλος\n"
RUSSIAN = "Имя;Город\nИван Петров;Москва\nАнна Щербакова;Орёл\nСергей Кузнецов;Казань\n"
GERMAN = "Name;Ort\nJürgen Groß;Köln\nKäthe Müller;München\nSören Weiß;Nürnberg\n"
POLISH = "Nazwisko;Miasto\nŁukasz Wójcik;Łódź\nMałgorzata Dąbrowska;Kraków\nŻaneta Woźniak;Gdańsk\n"
TURKISH = "Ad;Şehir\nIşıl Yıldız;İstanbul\nGökhan Doğan;İzmir\nÇağla Şahin;Muğla\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GREEK, "cp1253"),
        (GREEK, "iso8859-7"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "mac-cyrillic"),
        (GERMAN, "cp1252"),
        (GERMAN, "mac-roman"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (TURKISH, "cp1254"),
        (GREEK, "utf-8"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (GREEK, "utf-16-be"),
        (GREEK, "utf-8-sig"),
    ],
)
def test_names_are_read_as_they_were_written(text, encoding):
    found = decode(text.encode(encoding))
    assert found.data.decode(found.codec) == text


def test_thirty_latin_rows_do_not_hide_the_cyrillic_ones():
    rows = [f"John Smith {number};London" for number in range(30)]
    text = "\n".join([*rows, "Иван Иванов;Москва", "Пётр Сидоров;Тверь", ""])
    found = decode(text.encode("cp1251"))
    assert found.encoding == "cp1251"


def test_a_rare_code_page_is_not_named_where_a_usual_one_reads_the_same():
    names = ("Zoé Vernelier", "Jérôme Delalaseau", "Gaël Núlolez", "María Lómaderón", "Andrés")
    for count in range(1, len(names) + 1):
        text = "\n".join(["Name;Town", *names[:count], ""])
        assert decode(text.encode("cp1252")).encoding == "cp1252"


@pytest.mark.parametrize(
    ("rows", "encoding"),
    [
        ("ΠΑΠΑΔΟΠΟΥΛΟΣ ΓΕΩΡΓΙΟΣ;ΒΟΛΟΣ\nΟΙΚΟΝΟΜΟΥ ΜΑΡΙΑ;ΛΑΡΙΣΑ\n", "cp1253"),
        ("ΝΙΚΟΛΑΟΥ ΑΝΝΑ;ΑΘΗΝΑ\nΓΕΩΡΓΙΟΥ ΧΡΗΣΤΟΣ;ΠΑΤΡΑ\nΑΛΕΞΙΟΥ ΚΩΣΤΑΣ;ΒΟΛΟΣ\n", "cp1253"),
        ("ИВАНОВ СЕРГЕЙ;МОСКВА\nЗАХАРОВА ОЛЬГА;ТВЕРЬ\n", "koi8-r"),
        ("ИВАНОВ СЕРГЕЙ;МОСКВА\nЗАХАРОВА ОЛЬГА;ТВЕРЬ\n", "cp1251"),
    ],
)
def test_names_in_capitals_are_not_read_as_small_letters_of_another_alphabet(rows, encoding):
    found = decode(f"Name;City\n{rows}".encode(encoding))
    assert found.data.decode(found.codec) == f"Name;City\n{rows}"


def test_greek_of_windows_and_of_iso_differ_in_one_capital():
    assert decode("Άννα Άλφα\n".encode("cp1253")).encoding == "cp1253"
    assert decode("Άννα Άλφα\n".encode("iso8859-7")).encoding == "iso8859-7"


def test_lines_in_another_encoding_are_mended_and_named():
    data = "Name\nИван Иванов\n".encode() + "Ελένη Παπά\n".encode("cp1253") + "Анна\n".encode()
    found = decode(data)
    assert found.data.decode() == "Name\nИван Иванов\nΕλένη Παπά\nАнна\n"
    assert found.broken == (3,)


def test_the_user_has_the_last_word():
    assert decode("Иван".encode("cp1251"), "cp1253").data.decode() == "Θβΰν"
    with pytest.raises(ImportProblem) as problem:
        decode(b"x", "cp999999")
    assert problem.value.field == "encoding"
    with pytest.raises(ImportProblem):
        decode("Иван".encode("cp1251"), "utf-8")
    with pytest.raises(ImportProblem):
        decode(b"x", "rot13")


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x7fELF" + b"\x01\x02\x03" * 500])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(ImportProblem):
        decode(data)
