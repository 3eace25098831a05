"""Messages of Outlook: made by a writer of the tests, read as others come."""

from __future__ import annotations

import struct

import pytest

from smallcrm.services.exchange.mails import eml, msg, rtf
from smallcrm.services.exchange.mails.letters import Party
from smallcrm.services.exchange.mails.packed_rtf import unpacked
from tests.services.exchange.mails.outlook import attached, fixed, message, saved, stream, tree

PLAIN_RTF = (
    rb"{\rtf1\ansi\ansicpg1253{\fonttbl{\f0\fcharset161 Arial;}{\f1\fcharset204 Arial;}}"
    rb"{\*\generator secret;}{\info{\title secret}}\f0\uc1 \'ca\'e1\'eb\'e7\'ec\'dd\'f1\'e1\par "
    rb"\f1\'cf\'f0\'e8\'e2\'e5\'f2, \u937? \{x\}\tab\bin3 \x{y}}"
)
PAGE_RTF = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag19 <html>}{\*\htmltag96 <p>}"
    rb"\htmlrtf {\b secret\htmlrtf0 Hello {\*\htmltag84 <b>}you{\*\htmltag92 </b>}"
    rb"{\*\htmltag64 <script>bad()</script>}{\*\mhtmltag1 no} "
    rb"{\*\htmltag84 <a href='https://a.example/b'>}there{\*\htmltag92 </a>}\htmlrtf }\htmlrtf0}"
)


def packed(text: bytes) -> bytes:
    """Packed without a single repetition, which is allowed."""
    runs = [text[at : at + 8] for at in range(0, len(text), 8)]
    body = b"".join(b"\0" + run for run in runs)
    return struct.pack("<II4sI", len(body) + 12, len(text), b"LZFu", 0) + body


def test_unicode_message_is_read_with_all_that_came_along():
    letter = msg.parse(saved(message(parts=(attached("Προσφορά.pdf", b"p" * 9000),))))
    assert letter.sender == Party("Anna", "anna@mail.example")
    assert letter.to == (Party("Bob", "bob@shop.example"),)
    assert letter.subject == "Заказ Ω"
    assert letter.text == "Здравствуйте!\nΚαλημέρα"
    assert letter.sent == "2026-11-27 08:00:00"
    assert letter.message_id == "<one@mail.example>"
    assert letter.enclosures == (("Προσφορά.pdf", b"p" * 9000),)


@pytest.mark.parametrize("told", [{"x3FFD": 1253}, {"x3FDE": 1253}, {}])
def test_letters_of_eight_bits_are_read_in_their_code_page(told):
    words = "Καλημέρα σας, θα ήθελα είκοσι ανθοδέσμες. Ευχαριστώ πολύ"
    given = [stream("1000", words, "cp1253"), stream("0037", "Παραγγελία λουλουδιών", "cp1253")]
    letter = msg.parse(
        saved(tree(*given, encoding="cp1253", to=(("Άννα", "a@b.example"),), **told))
    )
    assert letter.text == words
    assert letter.subject == "Παραγγελία λουλουδιών"


def test_text_in_rtf_alone_is_read_in_its_alphabets():
    letter = msg.parse(saved(tree(stream("0037", "x"), stream("1009", packed(PLAIN_RTF)))))
    assert letter.text == "Καλημέρα\nПривет, Ω {x}\ty"


def test_page_inside_rtf_is_read_without_what_it_hides():
    letter = msg.parse(saved(tree(stream("1009", packed(PAGE_RTF)))))
    assert letter.text == "Hello you there (https://a.example/b)"


def test_repetitions_of_the_packing_are_followed():
    # What Microsoft's own specification shows as its second example: the run repeats itself.
    data = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert unpacked(data) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_page_in_bytes_is_read_in_the_code_page_that_is_told():
    words = "<p>Привет</p><img src='https://evil.example/x'>".encode("cp1251")
    letter = msg.parse(saved(tree(stream("1013", words), x3FDE=1251)))
    assert letter.text == "Привет"


def test_message_inside_a_message_becomes_a_file_that_every_program_opens():
    inner = message(head=24, parts=(attached("a.txt", b"words"),))
    part = {"__substg1.0_3701000D": inner, "__properties_version1.0": fixed(8, x3705=5)}
    [enclosure] = msg.parse(saved(message(parts=(part,)))).enclosures
    assert enclosure.name == "Заказ Ω.eml"
    letter = eml.parse(enclosure.data)
    assert (letter.subject, letter.text) == ("Заказ Ω", "Здравствуйте!\nΚαλημέρα")
    assert letter.sender.address == "anna@mail.example"
    assert letter.enclosures == (("a.txt", b"words"),)


def test_sender_within_a_company_is_taken_from_the_headers_as_they_travelled():
    head = "From: Anna <anna@mail.example>\r\nDate: Fri, 27 Nov 2026 10:00:00 +0200\r\n"
    head += "To: Bob <bob@shop.example>\r\n"
    own = stream("0C1F", "/O=CORP/OU=X/CN=ANNA")
    given = (own, stream("007D", head), stream("0037", "x"))
    letter = msg.parse(saved(tree(*given, to=(("Bob", "/O=CORP/OU=X/CN=BOB"),))))
    assert letter.sender == Party("Anna", "anna@mail.example")
    assert letter.to == (Party("Bob", "bob@shop.example"),)
    assert letter.sent == "2026-11-27 08:00:00"


def broken():
    """Containers that are damaged on purpose, by name."""
    whole = saved(message(parts=(attached("a.pdf", b"p" * 20_000),)))
    fat_at = 512 * (1 + struct.unpack_from("<I", whole, 76)[0])

    def patched(at, *numbers):
        data = bytearray(whole)
        struct.pack_into(f"<{len(numbers)}I", data, at, *numbers)
        return bytes(data)

    yield "cut", whole[: len(whole) // 2]
    yield "head alone", whole[:512]
    yield "chain in a circle", patched(fat_at, *[0] * 40)
    yield "chain that points to itself", patched(fat_at, *range(40))
    yield "chain that leads nowhere", patched(fat_at, *[0x7FFFFFF0] * 40)
    yield "huge count of tables", patched(44, 0xFFFFFFF0)
    yield "huge count of small tables", patched(60, 0, 0x7FFFFFFF)
    yield "huge count of further tables", patched(68, 1, 0x7FFFFFFF)
    yield "list of names elsewhere", patched(48, 0x00FFFFFF)
    yield "sectors of a strange size", whole[:30] + b"\xff\xff" + whole[32:]
    yield "deep", saved(deep(30))
    yield "packed text that lies", saved(tree(stream("1009", b"\xff" * 8 + b"LZFu" + b"\xff" * 50)))
    yield "time beyond reason", saved(tree(stream("0037", "x"), x0039=0x7FFFFFFFFFFFFFFF))


def deep(levels):
    made = message(head=24)
    for _ in range(levels):
        made = message(head=24, parts=({"__substg1.0_3701000D": made},))
    return made


BROKEN = dict(broken())


@pytest.fixture(scope="module")
def found(read_watched):
    return read_watched(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_damaged_container_is_refused_or_read_as_far_as_it_goes(found, name):
    letter, touched = found[name]
    assert touched == ()
    if letter is not None:
        assert len(letter.enclosures) <= 100


def test_groups_without_end_do_not_matter():
    reader = rtf.text(packed(b"{\\rtf1 " + b"{" * 50_000 + b"deep"))
    assert reader == "deep"
