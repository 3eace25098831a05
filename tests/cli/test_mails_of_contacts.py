"""E-mails in files on the command line."""

from __future__ import annotations

import pytest

from smallcrm.cli.main import main
from tests.services.exchange.mails.outlook import message, saved

EML = (
    b"From: Anna <anna@mail.example>\r\nTo: shop@own.example\r\nSubject: Order\r\n"
    b"Message-ID: <%b@mail.example>\r\n\r\nTwenty tulips\r\n"
)


@pytest.fixture
def anna(run):
    return run("contacts", "add", "--name", "Anna", "--email", "anna@mail.example")[1]["id"]


@pytest.fixture
def mail(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(EML % b"one")
    return path


def test_mails_come_to_who_wrote_them_once_and_strangers_are_listed(run, anna, mail, tmp_path):
    twin, other = tmp_path / "b.msg", tmp_path / "c.eml"
    twin.write_bytes(saved(message()))
    other.write_bytes((EML % b"two").replace(b"anna@", b"eve@"))
    status, answer = run("contacts", "mail", mail, twin, other)
    assert status == 0
    [noted] = answer["noted"]
    assert (noted["contact"], noted["direction"]) == (anna, "in")
    assert noted["attachments"] == ["a.eml"]
    assert answer["known"] == [str(twin)]
    [left] = answer["unmatched"]
    assert (left["from"], left["to"]) == ("eve@mail.example", ["shop@own.example"])
    assert run("contacts", "mail", mail)[1]["known"] == [str(mail)]
    [file] = run("contacts", "files", anna)[1]["rows"]
    assert (file["entry"], file["came_with"]) == (noted["entry"], "Order")
    assert run("check")[1]["ok"]


def test_contact_that_is_named_gets_them_whoever_wrote(run, mail, anna):
    boris = run("contacts", "add", "--name", "Boris")[1]["id"]
    [noted] = run("contacts", "mail", mail, "--contact", boris)[1]["noted"]
    assert (noted["contact"], noted["address_known"]) == (boris, False)


def test_dry_run_tells_and_changes_nothing(run, anna, mail, tmp_path):
    answer = run("contacts", "mail", mail, "--dry-run")[1]
    assert (answer["noted"][0]["contact"], answer["noted"][0]["entry"]) == (anna, None)
    assert run("contacts", "files", anna)[1]["total"] == 0
    assert not (tmp_path / "test.files").exists()


def test_file_that_is_no_mail_stops_all_with_a_sentence(
    run, anna, mail, tmp_path, capsys, data_file
):
    bad = tmp_path / "bad.msg"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert main(["--file", str(data_file), "contacts", "mail", str(mail), str(bad)]) == 1
    assert "bad.msg cannot be read as an email." in capsys.readouterr().err
    assert run("contacts", "files", anna)[1]["total"] == 0
    assert not (tmp_path / "test.files").exists()
