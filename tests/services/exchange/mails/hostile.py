"""E-mails that nobody means well with, or that broken programs wrote; each says what is expected.

Each builder returns the bytes of a file; ``SAMPLES`` names them, with what must be in the letter
(``has``) and what must not be (``lacks``).
"""

from __future__ import annotations

import base64
from typing import NamedTuple

HEAD = (
    b"From: Eve <eve@evil.example>\r\nTo: bob@shop.example\r\nSubject: Offer\r\n"
    b"Date: Fri, 27 Nov 2026 10:00:00 +0200\r\nMessage-ID: <x@evil.example>\r\n"
)
PAGE = b"Content-Type: text/html; charset=utf-8\r\n\r\n"
LINE = b"\r\n"


class Sample(NamedTuple):
    data: bytes
    has: tuple[str, ...] = ("Offer",)
    lacks: tuple[str, ...] = ()
    files: tuple[str, ...] | None = None
    is_readable: bool = True


def page(html: str) -> bytes:
    return HEAD + PAGE + html.encode("utf-8")


def part(head: bytes, body: bytes = b"data") -> bytes:
    return b"--b\r\n" + head + b"\r\n\r\n" + body + b"\r\n"


def mixed(*parts: bytes, end: bytes = b"--b--\r\n") -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"".join(parts) + end


def named(name: bytes) -> bytes:
    return part(b"Content-Disposition: attachment; filename=" + name)


def nested(depth: int) -> bytes:
    kind = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
    heads = [kind % (level, level) for level in range(depth)]
    return b"".join([HEAD, *heads, b"Content-Type: text/plain\r\n\r\ndeep\r\n"])


def deep_forwards(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"Subject: inner\r\n\r\nhello"


def encoded(text: str, charset: str, named: str = "") -> bytes:
    kind = f"Content-Type: text/plain; charset={named or charset}\r\n\r\n".encode()
    return HEAD + kind + text.encode(charset)


GREEK = "Καλημέρα σας, θα ήθελα μια προσφορά για είκοσι ανθοδέσμες. Ευχαριστώ, Άννα"
RUSSIAN = "Здравствуйте, пришлите, пожалуйста, счёт на двадцать букетов. Спасибо, Анна"
PICTURE = (
    b"Content-Type: image/png\r\nContent-ID: <a>\r\nContent-Disposition: inline; filename=a.png"
)
INNER = b"From: a@b.example\r\nSubject: Inner\r\n\r\ninner words\r\n"

SAMPLES: dict[str, Sample] = {
    "script": Sample(page("<p>Hi</p><script>alert(1)</script>"), ("Hi",), ("alert",)),
    "script never closed": Sample(
        page("<p>Hi</p><script>fetch('//evil.example')"), ("Hi",), ("fetch",)
    ),
    "event handlers": Sample(
        page("<p onclick=\"x('a')\" onload=y>Hi</p>"), ("Hi",), ("onclick", "x(")
    ),
    "remote picture": Sample(
        page("<p>Hi</p><img src='https://evil.example/t.gif?id=7'>"), ("Hi",), ("evil.example/t",)
    ),
    "picture of a file": Sample(page("Hi<img src='file:///etc/passwd'>"), ("Hi",), ("passwd",)),
    "picture of a share": Sample(page("Hi<img src='\\\\evil\\s\\a.png'>"), ("Hi",), ("\\\\evil",)),
    "link to a file": Sample(page("<a href='file:///etc/passwd'>Hi</a>"), ("Hi",), ("passwd",)),
    "link to a share": Sample(
        page("<a href='\\\\evil\\s\\a.lnk'>Hi</a> <a href='file://evil/s'>you</a>"),
        ("Hi", "you"),
        ("\\\\evil", "file:"),
    ),
    "link that runs": Sample(page("<a href='java\nscript:alert(1)'>Hi</a>"), ("Hi",), ("alert",)),
    "link with data": Sample(page("<a href='data:text/html,x'>Hi</a>"), ("Hi",), ("data:",)),
    "link that lies": Sample(
        page("<a href='https://evil.example/login'>https://bank.example</a>"),
        ("bank.example", "(https://evil.example/login)"),
    ),
    "link to write to": Sample(
        page("<a href='mailto:a@b.example?body=x'>write</a>"), ("mailto:a@b.example)",), ("body=",)
    ),
    "refresh": Sample(
        page("<meta http-equiv=refresh content='0;url=https://evil.example/r'>Hi"),
        ("Hi",),
        ("evil.example/r",),
    ),
    "style": Sample(
        page(
            "<style>@import url(https://evil.example/c)</style>"
            "<p style=\"background:url('//evil.example/b')\">Hi"
        ),
        ("Hi",),
        ("evil.example/",),
    ),
    "frame": Sample(
        page("<iframe src='https://evil.example/f'>x</iframe>Hi"), ("Hi",), ("evil.example/f",)
    ),
    "base and form": Sample(
        page("<base href='https://evil.example/b'><form action='/x'><input value=in>Hi</form>"),
        ("Hi",),
        ("evil.example/b",),
    ),
    "svg": Sample(page("<svg><script>x()</script><text>no</text></svg>Hi"), ("Hi",), ("x()",)),
    "hidden words": Sample(
        page("<span style='display:none'>secret</span><div hidden>secret</div><p>Hi</p>"),
        ("Hi",),
        ("secret",),
    ),
    "words without size": Sample(
        page("<font style='FONT-SIZE: 0px'>secret</font>Hi"), ("Hi",), ("secret",)
    ),
    "condition of Outlook": Sample(page("<!--[if mso]>secret<![endif]-->Hi"), ("Hi",), ("secret",)),
    "conditions that nobody knows": Sample(
        page("<![if !mso]>Hi<![end x]> there<![endif]><![CDATA[x]]>!"), ("Hi there",)
    ),
    "tags without end": Sample(page("<p>Hi" + "<div>" * 50_000), ("Hi",)),
    "tags that break off": Sample(page("Hi <a href='https://x.example"), ("Hi",)),
    "entities": Sample(page("Hi &#0; &#xD800; &#99999999; &lt;script&gt;"), ("Hi", "<script>")),
    "twenty megabytes in a line": Sample(HEAD + LINE + b"x" * 20_000_000, ("xxx",)),
    "twenty megabytes in a page": Sample(page("Hi" + "<b>y</b>" * 2_500_000), ("Hi",)),
    "long line of words": Sample(
        HEAD + LINE + b" ".join(b"word%d" % number for number in range(5000)), ("word0 word1",)
    ),
    "line of letters that turn": Sample(page("aא" * 40_000), ("aא",)),
    "header of a megabyte": Sample(
        b"Subject: " + b"a" * 1_000_000 + LINE + HEAD + LINE + b"Hi", ("Hi",)
    ),
    "hundred thousand headers": Sample(
        HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(100_000)) + b"\r\nHi", ("Hi",)
    ),
    "thousand parts within parts": Sample(nested(1000)),
    "sixty parts within parts": Sample(nested(60)),
    "two hundred forwards in forwards": Sample(deep_forwards(200)),
    "five thousand attachments": Sample(mixed(*[named(b"a%d.txt" % n) for n in range(5000)])),
    "ten thousand addresses": Sample(
        HEAD.replace(b"bob@shop.example", b", ".join(b"a%d@b.example" % n for n in range(10_000)))
        + b"\r\nHi",
        ("Hi",),
    ),
    "no end of parts": Sample(mixed(part(b"Content-Type: text/plain", b"Hi"), end=b""), ("Hi",)),
    "no boundary": Sample(HEAD + b"Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nHi", ("Hi",)),
    "empty boundary": Sample(
        HEAD + b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nHi'
    ),
    "same boundary twice": Sample(
        mixed(part(b"Content-Type: multipart/mixed; boundary=b", part(b"X: y", b"Hi")))
    ),
    "broken base64": Sample(
        mixed(
            part(
                b"Content-Transfer-Encoding: base64\r\n"
                b"Content-Disposition: attachment; filename=a.bin",
                b"AA=A*",
            )
        ),
        files=("a.bin",),
    ),
    "broken quoted printable": Sample(
        HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\nHi =ZZ =\r\n there=", ("Hi",)
    ),
    "uuencode": Sample(
        HEAD + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\nM#\r\nend"
    ),
    "NUL": Sample(HEAD + b"\r\nHi\0 there\0", ("Hi there",), ("\0",)),
    "NUL in headers": Sample(
        b"X\0Y: 1\r\n" + HEAD.replace(b"Offer", b"Of\0fer") + b"\r\nHi", ("Hi",)
    ),
    "carriage returns alone": Sample(HEAD.replace(b"\r\n", b"\r") + b"\rHi"),
    "unknown encoding": Sample(encoded("Hi", "ascii", 'x-evil; foo="bar'), ("Hi",)),
    "encoding that is no text": Sample(encoded("Hi", "ascii", "rot13"), ("Hi",)),
    "encoding that makes halves": Sample(
        encoded(r"Hi \ud800", "ascii", "unicode_escape"), ("Hi",), ("\ud800",)
    ),
    "injected header": Sample(
        HEAD.replace(b"Offer", b"=?utf-8?q?Offer=0D=0ABcc:_x@y.example?=") + b"\r\nHi",
        ("Offer Bcc: x@y.example",),
        ("\n\nBcc",),
    ),
    "year 9999": Sample(
        HEAD.replace(b"27 Nov 2026 10:00:00 +0200", b"31 Dec 9999 23:59:59 -2359") + b"\r\nHi"
    ),
    "date of a joker": Sample(HEAD.replace(b"27 Nov 2026", b"99 Foo -1") + b"\r\nHi"),
    "upwards": Sample(mixed(named(b'"../../../etc/passwd"')), files=("../../../etc/passwd",)),
    "name of a device": Sample(mixed(named(b"CON"), named(b'"aux.txt"')), files=("CON", "aux.txt")),
    "shortcut": Sample(mixed(named(b"x.pdf.lnk")), files=("x.pdf.lnk",)),
    "name that is turned": Sample(
        mixed(named('"gpj\u202eexe.scr"'.encode())), files=("gpjexe.scr",)
    ),
    "name in pieces": Sample(
        mixed(
            part(
                b"Content-Disposition: attachment; filename*0*=utf-8''%CE%91;\r\n filename*1=b.txt"
            )
        ),
        files=("Αb.txt",),
    ),
    "name in broken pieces": Sample(
        mixed(
            part(b"Content-Disposition: attachment; filename*9999999999*=utf-8''%CE; filename*x=y")
        )
    ),
    "name encoded": Sample(
        mixed(named(b'"=?koi8-r?B?' + base64.b64encode("Счёт.pdf".encode("koi8-r")) + b'?="')),
        files=("Счёт.pdf",),
    ),
    "name of a thousand letters": Sample(mixed(named(b'"' + b"n" * 5000 + b'.txt"'))),
    "picture of the text": Sample(
        mixed(part(b"Content-Type: text/html", b"Hi<img src=cid:a>"), part(PICTURE, b"p")),
        ("Hi",),
        ("cid:",),
        files=(),
    ),
    "large picture of the text": Sample(
        mixed(part(PICTURE, b"p" * 9000)),
        files=("a.png",),
    ),
    "TNEF": Sample(
        mixed(part(b"Content-Type: application/ms-tnef; name=winmail.dat", b"\x78\x9f\x3e\x22")),
        files=("winmail.dat",),
    ),
    "forwarded": Sample(
        mixed(part(b"Content-Type: message/rfc822", INNER)),
        lacks=("inner words",),
        files=("Inner.eml",),
    ),
    "calendar": Sample(
        mixed(part(b"Content-Type: text/calendar", b"BEGIN:VCALENDAR")), files=("attachment.ics",)
    ),
    "koi8-r": Sample(encoded(RUSSIAN, "koi8-r"), ("двадцать букетов",)),
    "cp1251 unsaid": Sample(HEAD + LINE + RUSSIAN.encode("cp1251"), ("двадцать букетов",)),
    "cp1253": Sample(encoded(GREEK, "cp1253", "windows-1253"), ("είκοσι ανθοδέσμες",)),
    "iso-8859-7 called ascii": Sample(
        encoded(GREEK, "iso8859-7", "us-ascii"), ("είκοσι ανθοδέσμες",)
    ),
    "broken utf-8": Sample(
        encoded("Hi", "ascii", "utf-8") + b" \xc3( d\xc3\xa9j\xc3\xa0", ("Hi", "déjà")
    ),
    "headers in cp1251": Sample(
        HEAD.replace(b"Offer", "Заказ букетов".encode("cp1251")) + b"\r\nHi", ("Заказ букетов",)
    ),
    "sender without an address": Sample(
        HEAD.replace(b"Eve <eve@evil.example>", b"undisclosed") + b"\r\nHi", ("Hi",)
    ),
    "sender with a comma": Sample(
        HEAD.replace(b"Eve", "Άννα, Πωλήσεις".encode()) + b"\r\nHi", ("Hi",), ()
    ),
    "sender twice": Sample(HEAD + b'From: <<>>@@, a@b.example, "\r\n\r\nHi', ("Hi",)),
    "sender with brackets without end": Sample(
        HEAD.replace(b"Eve <eve@evil.example>", b"(" * 50_000) + b"\r\nHi", ("Hi",)
    ),
    "recipient of blanks": Sample(
        HEAD.replace(b"bob@shop.example", b"a@b.example," + b" " * 99_000 + b"x y") + b"\r\nHi",
        ("Hi",),
    ),
    "encoding that takes hours": Sample(
        encoded("Hi" + "a" * 5_000_000 + "-" + "zzz9a" * 100_000, "ascii", "punycode"), ("Hi",)
    ),
    "signs of Windows called latin": Sample(
        HEAD + b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\nHi \x93you\x94: 5 \x80",
        ("Hi “you”: 5 €",),
    ),
    "marks that turn letters": Sample(
        HEAD.replace(b"Offer", "Of\u061cf\u2066e\u202er\x9b31m\U000e0041".encode()) + b"\r\nHi",
        ("Offer31m", "Hi"),
        ("\u061c", "\x9b", "\U000e0041"),
    ),
    "forwarded in base64": Sample(
        mixed(
            part(
                b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64",
                base64.encodebytes(INNER),
            )
        ),
        files=("Inner.eml",),
    ),
    "ten thousand forwards": Sample(
        mixed(*[part(b"Content-Type: message/rfc822", INNER) for _ in range(10_000)])
    ),
    "bits in bits": Sample(
        HEAD
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(base64.encodebytes(b"inner words")),
        (base64.b64encode(b"inner words").decode(),),
        ("inner words",),
    ),
    "program that is called an e-mail": Sample(
        b"MZ\x90\0" + bytes(range(256)) * 300, is_readable=False
    ),
    "program in which a line has a colon": Sample(
        b"MZ\x90\0\r\nabc: \0\r\n" + bytes(range(256)) * 300, is_readable=False
    ),
    "page of the web": Sample(b"<html>\r\n<body>Hi: there</body></html>", is_readable=False),
    "no headers at all": Sample(b"just words\r\nand more", is_readable=False),
    "nothing but blanks": Sample(b" \r\n" * 50, is_readable=False),
    "a picture": Sample(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, is_readable=False),
    "a zip": Sample(b"PK\x03\x04" + b"\0" * 500, is_readable=False),
    "a container that breaks off": Sample(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, is_readable=False
    ),
}
