"""The child process that reads e-mails: what ends it costs one file; whatever comes, it answers."""

from __future__ import annotations

import os
import struct
import threading

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.progress import Progress
from smallcrm.services.exchange.mails import child, eml, msg, opening, rtf
from smallcrm.services.exchange.mails.html_texts import text_of
from smallcrm.services.exchange.mails.letters import flat, unflat
from smallcrm.services.exchange.mails.opening import Reader
from smallcrm.services.processes.answering import pack, unpack
from tests.services.exchange.mails.hostile import SAMPLES, mixed, named
from tests.services.exchange.mails.outlook import attached, message, saved

WHOLE = saved(message(parts=(attached("a.pdf", b"p" * 5000),)))
MAIL = mixed(named(b"a.pdf"), named(b"b.pdf"))
# The child dies of one file, without a word, as one that breaks its limits does.
DYING = (
    "import sys, os; sys.path[:] = sys.argv[1:]; "
    "from smallcrm.services.exchange.mails import child; "
    "read = child.read; "
    "child.read = lambda path: os._exit(9) if 'bad' in path.name else read(path); "
    "child.main()"
)


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / name for name in ("a.eml", "bad.eml", "c.eml")]
    for path in paths:
        path.write_bytes(MAIL)
    return paths


def test_file_that_ends_the_child_costs_only_itself(files, monkeypatch):
    monkeypatch.setattr(opening, "_START", DYING)
    first, bad, third = files
    with Reader() as reader:
        assert reader.read(first).subject == "Offer"
        with pytest.raises(UserError, match="cannot be read as an email"):
            reader.read(bad)
        assert len(reader.read(third).enclosures) == 2


def test_file_that_is_too_large_is_not_opened(files, monkeypatch):
    monkeypatch.setattr(opening, "LARGEST", 10)
    with Reader() as reader, pytest.raises(UserError, match="is larger than"):
        reader.read(files[0])


def test_folder_is_no_email_and_a_link_to_one_is(files, tmp_path):
    folder, link = tmp_path / "folder.eml", tmp_path / "link.eml"
    folder.mkdir()
    link.symlink_to(files[0])
    with Reader() as reader:
        with pytest.raises(UserError, match="cannot be opened"):
            reader.read(folder)
        assert reader.read(link).subject == "Offer"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has none")
def test_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path):
    pipe = tmp_path / "pipe.eml"
    os.mkfifo(pipe)
    writer = threading.Timer(5, pipe.write_bytes, [b""])  # so that a failure ends too
    writer.start()
    with Reader() as reader, pytest.raises(UserError, match="cannot be opened"):
        reader.read(pipe)
    writer.cancel()


def test_reading_can_be_stopped(files):
    progress = Progress()
    progress.cancel()
    with Reader(progress) as reader, pytest.raises(Cancelled):
        reader.read(files[0])


@pytest.mark.parametrize("event", ["socket.connect", "subprocess.Popen", "os.system"])
def test_child_refuses_the_network_and_other_programs(event):
    with pytest.raises(PermissionError):
        child._refuse(event, ())


def test_child_opens_files_and_imports():
    child._refuse("open", ())
    child._refuse("import", ())


def test_letter_crosses_to_the_other_process_unchanged():
    letter = eml.parse(MAIL)
    assert unflat(unpack(pack(flat(letter)))) == letter


@given(
    st.sampled_from([each.data for each in SAMPLES.values() if len(each.data) < 3000] + [MAIL]),
    st.lists(st.tuples(st.integers(0, 3000), st.binary(min_size=1, max_size=8)), max_size=6),
)
def test_no_change_of_an_email_breaks_the_reader(data, changes):
    found = bytearray(data)
    for place, piece in changes:
        found[place : place + len(piece)] = piece
    letter = eml.parse(bytes(found))
    if letter is not None:
        assert letter.text.encode("utf-8") is not None
        assert unflat(unpack(pack(flat(letter)))) == letter


@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 2**32 - 1)), max_size=8))
@example([(44, 2**32 - 1)])
def test_no_change_of_a_container_breaks_the_reader(changes):
    found = bytearray(WHOLE)
    for place, number in changes:
        if place + 4 <= len(found):
            struct.pack_into("<I", found, place, number)
    try:
        letter = msg.parse(bytes(found))
    except (msg.Damaged, UserError):
        return
    assert unflat(unpack(pack(flat(letter)))) == letter


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader_of_rtf(data):
    head = struct.pack("<II4sI", len(data) + 12, 1000, b"LZFu", 0)
    rtf.text(head + data).encode("utf-8")
    rtf.text(struct.pack("<II4sI", len(data) + 12, 1000, b"MELA", 0) + data).encode("utf-8")


@given(st.text(alphabet="<>/a='\" hrefstyl:dipno-&;#x0\n", max_size=200))
def test_no_page_breaks_the_reader_and_none_tells_of_files(page):
    text_of(page, links=True)
    found = text_of(f"<a href='file:///x'>{page}", links=True)
    assert "file:///x" not in found
