"""Words of e-mails in HTML as real programs write it: those that are seen, and no others."""

from __future__ import annotations

import pytest

from smallcrm.services.exchange.mails.html_texts import text_of

PAGES = {
    "size set to nothing around words that have one": (
        '<td style="font-size:0px;padding:9px"><div style="font-size:13px">Hello</div></td> you',
        "Hello\nyou",
    ),
    "size set to nothing around words with another way to say it": (
        '<table style="font-size:0"><tr><td style="font:bold 13px Arial">Hello</table>you',
        "Hello\nyou",
    ),
    "size set to nothing between and behind words that have one": (
        "<div style='font-size: 0'>secret<b style='font-size:9pt'>Hello</b>secret</div> you",
        "Hello\nyou",
    ),
    "size of another program": ("<p style='mso-bidi-font-size:0'>Hello</p>", "Hello"),
    "hidden in Outlook alone": ('<a style="color:red;mso-hide:all">Pay now</a>', "Pay now"),
    "head without end": ("<html><head><title>x</title><meta a=b><body>Hello", "Hello"),
    "head and body without tags": ("<head><title>x</title><p>Hello", "Hello"),
    "hidden paragraph without end": (
        "<p style='display:none'>secret <i>secret</i><p>Hello</p>you",
        "Hello\nyou",
    ),
    "hidden cell without end": ("<table><tr><td hidden>secret<td>Hello</table>you", "Hello\nyou"),
    "hidden last cell without end": (
        "<table><tr><td>Hello<td hidden>secret</table>you",
        "Hello\nyou",
    ),
    "hidden cell with a table": (
        "<table><td hidden><table><td>secret<td>secret</table>secret</td><td>Hello</table>you",
        "Hello\nyou",
    ),
    "hidden item without end": ("<ul><li hidden>secret<li>Hello</ul>you", "Hello\nyou"),
    "hidden within hidden": ("<div hidden>a<div>b</div>c</div>Hello", "Hello"),
    "lines that are kept": ("<pre>Hello\n  you\r\n\r\nthere</pre>a\nb", "Hello\nyou\n\nthere\na b"),
    "line of the source that ends": ("Hello\n<b>you</b>\r\n<i>there</i>", "Hello you there"),
    "hidden row without ends": (
        "<table><tr hidden><td style='font-size:9px'>secret<tr><td>Hello</table>you",
        "Hello\nyou",
    ),
    "parts of a page": (
        "<blockquote>Hello</blockquote>you<section>there</section>and<h5>so</h5>on",
        "Hello\nyou\nthere\nand\nso\non",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_words_that_are_seen_are_told_and_others_are_not(name):
    page, expected = PAGES[name]
    found = text_of(page, links=True)
    assert [line for line in found.splitlines() if line] == [
        line for line in expected.splitlines() if line
    ]


def test_lines_that_are_kept_keep_the_empty_ones():
    assert text_of("<pre>Hello\n\nthere</pre>") == "Hello\n\nthere"


def test_elements_without_end_cost_nothing_but_themselves():
    opened = "<li style='font-size:1px'><td style='font-size:1px'>" * 20_000
    assert text_of(f"Hello{opened}</table>you").split() == ["Hello", "you"]
