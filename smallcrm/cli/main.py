"""The root of the command line: options for all commands, and what happens when one fails."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from smallcrm import __version__
from smallcrm.cli.program import Program, report_bug, report_error, use_unicode
from smallcrm.core import languages, logs
from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.loading import load

DONE, USER, USAGE, BUG = 0, 1, 2, 3  # exit statuses, part of the public interface

# Command -> the module that has it: nothing is loaded but what is asked for.
_COMMANDS = {
    "new": "files",
    "demo": "demo",
    "sample": "files",
    "import": "exchange",
    "export": "exchange",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "search": "search",
    "contacts": "contacts",
    "products": "products",
    "deals": "deals",
    "pipelines": "pipelines",
    "stages": "stages",
    "reasons": "lost_reasons",
    "reports": "reports",
    "leads": "leads",
    "campaigns": "campaigns",
    "staff": "staff",
    "today": "today",
    "tasks": "tasks",
    "segments": "segments",
    "fields": "fields",
    "documents": "documents",
    "payments": "payments",
    "bank": "bank",
    "calls": "calls",
    "settings": "settings",
    "check": "checking",
    "tidy": "checking",
}


class LazyGroup(click.Group):
    """Loads a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands, in the order of the manual."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, from its module: ``import`` is ``import_`` there."""
        if cmd_name not in _COMMANDS:
            return None
        module = load(f"smallcrm.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_")
        return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: smallcrm --file shop.smallcrm contacts list --search anna",
)
@click.option(
    "--file",
    "file",
    envvar="SMALLCRM_FILE",
    type=click.Path(path_type=Path),
    help="The data file; the one used last by default.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@click.option(
    "--lang",
    type=click.Choice(list(languages.LANGUAGES)),
    help="Language of messages; the system's by default.",
)
@click.option(
    "--who",
    default="",
    envvar="SMALLCRM_WHO",
    help="Who of the staff does it, for the history; the one chosen in the window by default.",
)
@click.version_option(__version__, prog_name="smallcrm")
@click.pass_context
def smallcrm(
    context: click.Context, file: Path | None, lang: str | None, who: str, *, as_json: bool
) -> None:
    """Customers, quotes and invoices of a small business, in one file on this computer.

    Without a command the window opens. With --call NUMBER the window that is open (or else a new
    one) shows who is calling: for a softphone to start.
    """
    languages.use(lang or languages.of_system())
    context.obj = Program(file, as_json, who)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; see the table in the manual."""
    use_unicode()
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    as_json = "--json" in arguments
    try:
        # A command's answer is printed; what comes back is the status that it asked for.
        return smallcrm.main(arguments, prog_name="smallcrm", standalone_mode=False) or DONE
    except click.ClickException as error:
        error.show()
        return USAGE
    except UserError as error:
        report_error(error, as_json=as_json)
        return USER
    except (Cancelled, click.Abort, KeyboardInterrupt):
        return USER
    except Exception as error:  # noqa: BLE001 - the last stop: ours, goes to the log
        report_bug(_log(error), as_json=as_json)
        return BUG


def _log(error: Exception) -> Path:
    """Write the failure that is being handled to the log; return where that is."""
    path = logs.start()
    logging.getLogger(__name__).error("A command failed", exc_info=error)
    logs.stop()
    return path
