"""Messages of web forms in many languages and encodings; and messages that are no good."""

from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.errors import ImportProblem
from smallcrm.services.exchange.inquiries import mail, opening, texts

RU = (
    "Имя: Анна Смирнова",
    "Телефон: +7 916 123-45-67",
    "E-mail: anna@mail.example",
    "Компания: ООО «Лён»",
    "Сообщение: Здравствуйте!",
    "Нужно 20 букетов: красных.",
)
EL = (
    "Όνομα: Νίκος Γεωργίου",
    "Τηλέφωνο: 210 123 4567",
    "E-mail: nikos@mail.example",
    "Εταιρεία: Καφέ Αυλή",
    "Μήνυμα: Θέλω ανθοδέσμη.",
)
EN = ("Name: Ann Archer", "Phone: 555 0100", "Email: ann@mail.example", "Message: Hello")
DE = (
    "Vor- und Nachname: Jörg Groß",
    "Telefon: 0911 123",
    "Firma: Groß & Söhne",
    "Nachricht: Grüße",
)
FR = ("Nom: Zoé Léger", "Téléphone: 01 23 45", "Société: Léger", "Votre message: Ça va")
NAMES = {
    RU: "Анна Смирнова",
    EL: "Νίκος Γεωργίου",
    EN: "Ann Archer",
    DE: "Jörg Groß",
    FR: "Zoé Léger",
}


def eml(body, *headers, charset="utf-8", encoding="8bit"):
    """The bytes of a message with *body* in plain text."""
    lines = [*headers, f"Content-Type: text/plain; charset={charset}"]
    head = "\r\n".join([*lines, f"Content-Transfer-Encoding: {encoding}", "", ""]).encode()
    data = body.encode(charset, "replace")
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    return head + data


def page(*rows, title=""):
    """A message in HTML whose fields are rows of a table."""
    cells = "".join(f"<tr><td><b>{name}</b></td><td>{value}</td></tr>" for name, value in rows)
    return f"<html><head><title>{title}</title></head><body><table>{cells}</table></body></html>"


def html(markup, *headers, charset="utf-8"):
    head = "\r\n".join([*headers, f"Content-Type: text/html; charset={charset}", "", ""])
    return head.encode() + markup.encode(charset, "xmlcharrefreplace")


@pytest.mark.parametrize("lines", [RU, EL, EN, DE, FR])
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_fields_are_found_in_five_languages(lines, encoding):
    found = mail.parse(eml("\r\n".join(lines), "Subject: x", encoding=encoding))
    assert found.name == NAMES[lines]
    assert found.phone
    assert found.message
    assert found.source == ""


@pytest.mark.parametrize(
    ("lines", "charset", "named"),
    [
        (RU, "windows-1251", "windows-1251"),
        (RU, "koi8-r", "koi8-r"),
        (RU, "windows-1251", "x-nobody-knows"),
        (RU, "koi8-r", "us-ascii"),
        (RU, "windows-1251", "utf-8"),
        (EL, "iso-8859-7", "iso-8859-7"),
        (EL, "windows-1253", "utf-8"),
        (RU, "utf-8", "us-ascii"),
        (RU, "utf-16", "utf-16"),
    ],
)
def test_letters_come_out_whatever_the_message_says_they_are_in(lines, charset, named):
    data = eml("\n".join(lines), charset=charset)
    found = mail.parse(data.replace(f"charset={charset}".encode(), f"charset={named}".encode()))
    assert found.name == NAMES[lines]


@pytest.mark.parametrize(
    "subject",
    [
        "Заявка с сайта",
        "Новая заявка с сайта shop.example №12",
        "=?utf-8?b?0JfQsNGP0LLQutCwINGBINGB0LDQudGC0LA=?=",
        "=?windows-1251?Q?=C7=E0=FF=E2=EA=E0_=F1_=F1=E0=E9=F2=E0?=",
        "Website inquiry",
        "New message from your web form",
        "Μήνυμα από την ιστοσελίδα",
        "Kontaktformular",
    ],
)
def test_what_the_form_of_a_site_sends_comes_from_the_site(subject):
    found = mail.parse(eml("\n".join(RU), f"Subject: {subject}"))
    assert found.source == "Site"


def test_field_for_the_source_goes_before_the_subject():
    found = mail.parse(eml("\n".join((*EN, "Source: Google")), "Subject: Website inquiry"))
    assert found.source == "Google"


def test_fields_in_a_table_of_html_are_found_and_nothing_else_of_it():
    rows = (
        ("Имя", "Анна <i>Смирнова</i>"),
        ("Телефон", "+7&nbsp;916"),
        ("Сообщение", "Раз<br>два"),
    )
    markup = page(*rows, title="Name: Title").replace(
        "<body>",
        "<body><script>Name: Script</script><style>Phone: 1</style>"
        "<img src='http://tracker.invalid/x.png'><noscript>Email: a@b</noscript>",
    )
    found = mail.parse(html(markup, "Subject: Заявка с сайта"))
    assert (found.name, found.phone, found.message) == ("Анна Смирнова", "+7 916", "Раз\nдва")
    assert found.email == ""


def test_value_may_stand_beneath_its_name_and_a_message_over_many_lines():
    body = "Name:\nAnn Archer\nPhone:\n\nMessage:\nOne\n\nTwo: three\n-- \nSent by a form"
    found = mail.parse(eml(body))
    assert (found.name, found.phone) == ("Ann Archer", "")
    assert found.message == "One\n\nTwo: three"


def test_sender_asks_where_there_are_no_fields():
    headers = ("From: =?utf-8?b?0JDQvdC90LA=?= <anna@mail.example>", "Subject: Wedding")
    found = mail.parse(eml("Good morning,\ncall me: soon.", *headers))
    assert (found.name, found.email) == ("Анна", "anna@mail.example")
    assert found.message == "Wedding\n\nGood morning,\ncall me: soon."


def test_answer_goes_to_whom_the_message_says_not_to_the_machine_that_sent_it():
    headers = ("From: noreply@shop.example", "Reply-To: Ann <ann@mail.example>")
    assert mail.parse(eml("Hello", *headers)).email == "ann@mail.example"


def test_comma_in_the_name_of_the_sender_does_not_cut_it():
    found = mail.parse(eml("Hello", "From: =?utf-8?q?Keller=2C_Ann?= <ann@mail.example>"))
    assert (found.name, found.email) == ("Keller, Ann", "ann@mail.example")


def test_time_is_that_of_the_message_in_utc():
    found = mail.parse(eml("\n".join(EN), "Date: Sun, 29 Nov 2026 10:00:00 +0300"))
    assert found.day == "2026-11-29 07:00:00"


def test_fields_of_a_forwarded_message_are_found():
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"] = "Заявка с сайта"
    inner.set_content("\n".join(RU))
    outer["From"] = "boss@shop.example"
    outer.set_content("Please call")
    outer.add_attachment(inner)
    assert mail.parse(outer.as_bytes()).name == "Анна Смирнова"


def test_attachment_is_no_part_of_the_message():
    message = EmailMessage()
    message["From"] = "Ann <ann@mail.example>"
    message.set_content("Hello")
    message.add_attachment("Name: Somebody\nPhone: 1", filename="list.txt")
    assert mail.parse(message.as_bytes()).name == "Ann"


def nested(depth):
    """Messages in messages."""
    data = eml("\n".join(EN))
    for _ in range(depth):
        data = b"Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" + data
    return data


def parts(count):
    """A message of so many parts."""
    piece = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + piece * count + b"--b--\r\n"


HOSTILE = {
    "no body": b"Subject: x\r\n",
    "no subject": b"From: a@b.example\r\n\r\nHello",
    "header without end": b"Subject: " + b"x" * 200_000,
    "a line of five megabytes": eml("Message: " + "x" * 5_000_000),
    "a name of a megabyte": eml("Name: " + "a b " * 250_000 + "\nPhone: 1"),
    "blanks without end": eml("Name" + " " * 100_000 + ":\n-" + "\t" * 100_000),
    "dashes without end": eml("- " * 50_000),
    "addresses without end": eml("Name: a\nEmail: " + "a." * 200_000),
    "lines without end": eml("\n" * 300_000),
    "html in the name": eml("Name: <h1>Total</h1><img src=x>\nPhone: 1"),
    "script in html": html("<script>while(1){}</script>Name: a"),
    "script without end": html("<script>Name: a"),
    "tags without end": html("<" * 100_000),
    "tables in tables": html("<table><tr><td>" * 3000 + "Name: a"),
    "entities": html("&#0;&#x110000;&lt;&nosuch;Name: a"),
    "comment without end": html("<!-- " * 10_000),
    "links": html('<a href="javascript:x">Name: a</a><iframe src="file:///etc/passwd"></iframe>'),
    "remote object": html('<object data="//host.invalid/x"></object><link href="//host.invalid">'),
    "style that hides": html("<style>" + "a{}" * 10_000 + "</style>"),
    "nested messages": nested(60),
    "nested messages, deep": nested(400),
    "thousands of parts": parts(3000),
    "boundary that never comes": b"Content-Type: multipart/mixed; boundary=q\r\n\r\nName: a",
    "boundary that is empty": b'Content-Type: multipart/mixed; boundary=""\r\n\r\nName: a',
    "no boundary": b"Content-Type: multipart/mixed\r\n\r\nName: a",
    "broken base64": b"Content-Transfer-Encoding: base64\r\nSubject: x\r\n\r\n!!!=A=\xff",
    "broken quoted-printable": b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ=\r\n=",
    "unknown transfer": b"Content-Transfer-Encoding: rot13\r\nSubject: x\r\n\r\nName: a",
    "uuencoded": b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\n#\xff\n",
    "charset that is code": b"Content-Type: text/plain; charset=hex\r\n\r\nName: a",
    "charset of base64": b"Content-Type: text/plain; charset=base64\r\n\r\nName: a",
    "charset that is empty": b'Content-Type: text/plain; charset=""\r\n\r\nName: a',
    "charset in pieces": b"Content-Type: text/plain; charset*0*=utf-8'x'%FF; charset*1=y\r\n\r\nN",
    "type that is none": b"Content-Type: ///;;;==\r\n\r\nName: a",
    "broken word in a header": b"Subject: =?utf-8?b?////?=\r\nFrom: =?x?q?=ZZ?=\r\n\r\nx",
    "word of nobody's encoding": b"From: =?nobody?b?QQ==?= <a@b.example>\r\n\r\nx",
    "raw letters in a header": "From: Анна <a@b.example>\r\n\r\nx".encode("cp1251"),
    "header of two lines": b"Subject: a\r\nName: b\r\n\tc\r\nFrom: x\r\n\r\nx",
    "address that is none": b"From: <<<>>>,,;@@\r\n\r\nx",
    "address of a thousand": b"From: " + b"a@b.example, " * 5000 + b"\r\n\r\nx",
    "brackets without end": b"From: " + b"(" * 50_000 + b"\r\n\r\nx",
    "date that is none": b"Date: 99 Foo 99999 99:99:99 +9999\r\n\r\nx",
    "date of a joke": b"Date: Fri, 31 Dec 9999 23:59:59 -1400\r\n\r\nx",
    "date before mail": b"Date: 1 Jan 0001 00:00:00 +1400\r\n\r\nx",
    "zeros": b"Subject: x\0y\r\n\r\nName: a\0b\r\nPhone: \0\r\n",
    "marks of direction": eml("Name: \u202eevil\u202c\nPhone: \u20661\u2069"),
    "carriage returns": b"Subject: x\r\rName: a\rPhone: 1\r",
    "control characters": b"Subject: x\r\n\r\n" + bytes(range(1, 32)) * 100,
    "half a letter": b"Subject: \xd0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xd0",
    "surrogates": b"Subject: \xed\xa0\x80\r\n\r\n\xed\xa0\x80",
}
NO_MESSAGE = {
    "empty line": b"\r\n",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "only blanks": b" " * 1000,
    "zeros only": b"\0" * 1000,
    "prose": b"Just a letter\nwithout anything above it",
    "web page": b"<!DOCTYPE html>\n<html><body>x</body></html>",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_bad_message_is_text_and_nothing_worse(what):
    found = mail.parse(HOSTILE[what])
    assert all(isinstance(value, str) for value in found)
    assert not any("\0" in value or "\u202e" in value for value in found)
    assert all(len(value) <= 2_000_000 for value in found)


@pytest.mark.parametrize("what", NO_MESSAGE)
def test_what_is_no_message_is_refused(what):
    with pytest.raises(ImportProblem):
        mail.parse(NO_MESSAGE[what])


@given(st.binary(max_size=2000))
def test_no_bytes_end_the_reader(data):
    try:
        found = mail.parse(b"Subject: x\r\n" + data)
    except ImportProblem:
        return
    assert all(isinstance(value, str) for value in found)


@given(st.text(max_size=300))
def test_no_text_ends_the_search_for_fields(text):
    assert all(isinstance(value, str) for value in texts.read(text))


def test_message_is_read_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "Заявка.eml"
    path.write_bytes(eml("\n".join(RU), "Subject: Заявка с сайта"))
    facts, [line] = opening.read(path)
    assert (facts.format, line.name, line.source) == ("eml", "Анна Смирнова", "Site")
    path.write_bytes(b"")
    with pytest.raises(ImportProblem):
        opening.read(path)


def test_message_that_is_larger_than_any_form_is_refused(tmp_path):
    path = tmp_path / "large.eml"
    with path.open("wb") as file:
        file.write(b"Subject: x\r\n\r\n")
        file.truncate(mail.LARGEST + 1)
    with pytest.raises(ImportProblem):
        opening.read(path)
