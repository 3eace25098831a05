"""``--help`` is enough for somebody who has never seen the command line."""

from __future__ import annotations

import json

import click
import pytest

from smallcrm.cli.draft_help import EXAMPLE
from smallcrm.cli.main import main, smallcrm


def commands(group, *names):
    """Every command below *group*, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*names, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)


ALL = dict(commands(smallcrm))


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_has_an_example_and_says_what_its_options_mean(words, capsys):
    assert main([*words, "--help"]) == 0
    assert f"Example: smallcrm {words[0]}" in capsys.readouterr().out.replace(" --json", "")
    options = [one for one in ALL[words].params if isinstance(one, click.Option)]
    silent = [one.name for one in options if not (one.help or isinstance(one.type, click.Choice))]
    assert silent == []


def test_draft_of_the_help_can_be_stored(data_file, tmp_path, capsys):
    assert main(["documents", "new", "--help"]) == 0
    said = capsys.readouterr().out
    assert all(line in said for line in EXAMPLE.splitlines())
    draft = tmp_path / "draft.json"
    draft.write_text(EXAMPLE, "utf-8")
    assert main(["--file", str(data_file), "--json", "documents", "new", str(draft)]) == 0
    assert json.loads(capsys.readouterr().out)["totals"]["total"] == "30.52"


def test_help_names_every_field(capsys):
    main(["contacts", "set", "--help"])
    main(["settings", "set", "--help"])
    main(["import", "--help"])
    said = capsys.readouterr().out
    for name in ("birthday", "custom.NAME", "iban", "series.credit_note", "deal.title"):
        assert name in said
