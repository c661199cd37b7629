"""The commands `token` and `editorial`; kuutoshaku.py hangs them under its name."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.commands import settings_of

if TYPE_CHECKING:
    from search_api.editors.editing import Editing

token_app = typer.Typer(help="API tokens of editors' programs.", no_args_is_help=True)
editorial_app = typer.Typer(
    help="Synonyms, best bets, pins and corrections as a TOML file.", no_args_is_help=True
)


@token_app.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose it is; stands beside what it changes.")],
    scope: Annotated[
        list[str] | None, typer.Option(help="editorial:read or editorial:write; may be repeated.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=3660, help="How long it is valid.")] = 365,
) -> None:
    """Make a token and show it, this once."""
    with _editing(context) as editing:
        scopes = scope or ["editorial:write"]
        secret, token = editing.tokens.create(name, scopes, timedelta(days=days))
    typer.echo(secret)
    until = f"{token.expires:%Y-%m-%d}" if token.expires else "revoked"
    typer.echo(f"Valid until {until} for {', '.join(token.scopes)}. Keep it now.", err=True)


@token_app.command()
def revoke(
    context: typer.Context, name: Annotated[str, typer.Argument(help="As it was made.")]
) -> None:
    """Make a token useless at once."""
    with _editing(context) as editing:
        editing.tokens.revoke(name)
    typer.echo(f"The token “{name}” opens nothing any more.")


@token_app.command("list")
def tokens(context: typer.Context) -> None:
    """List every token there was, without the tokens themselves."""
    with _editing(context) as editing:
        for token in editing.tokens.tokens():
            moments = {
                "made": token.created,
                "expires": token.expires,
                "used": token.last_used,
                "revoked": token.revoked,
            }
            told = [f"{what} {when:%Y-%m-%d}" for what, when in moments.items() if when]
            typer.echo("  ".join((token.name, ",".join(token.scopes), *told)))


@editorial_app.command("export")
def export_rules(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to; else shown here.")] = None,
) -> None:
    """Write the rules in force as TOML, with comments that tell how to write more."""
    from corpus.editorial.rule_file import rules_as_toml

    with _editing(context) as editing:
        rules = editing.rules.editorial().rules
    text = rules_as_toml(rule for _, rule in sorted(rules.items(), key=lambda item: item[0]))
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")
        typer.echo(f"{len(rules)} rules are in {file}.")


@editorial_app.command("import")
def import_rules(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="As export writes it.")],
    replace: Annotated[bool, typer.Option(help="Delete the rules that the file lacks.")] = False,
) -> None:
    """Put the rules of a TOML file in force, all or none; they count from the next search on."""
    from corpus.editorial.rule_file import rules_of_toml
    from corpus.errors import RuleFileError

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError(f"{file} cannot be read: {error}.") from error
    places = {rule: f"{file}, line {line}" for line, rule in rules_of_toml(text, str(file))}
    with _editing(context) as editing:
        came, went = editing.rules.load(places, _by(), replace=replace)
    typer.echo(f"{came} new, {went} deleted, {len(places) - came} there already.")


@editorial_app.command()
def changes(
    context: typer.Context,
    most: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
) -> None:
    """Show who changed what, newest first; fails where a change was altered afterwards."""
    with _editing(context) as editing:
        for change in editing.rules.changes(most)[0]:
            rule = change.after or change.before
            typer.echo(
                f"{change.version}  {change.changed:%Y-%m-%d %H:%M}  {change.changed_by}  "
                f"{change.action}  {change.kind} {change.rule_id}  {rule}"
            )
        if broken := editing.rules.first_broken_change():
            typer.echo(f"Change {broken} was altered after it was written.", err=True)
            raise typer.Exit(1)


@editorial_app.command()
def undo(
    context: typer.Context,
    version: Annotated[int, typer.Argument(help="Of the change, as changes shows it.")],
) -> None:
    """Make a rule again what it was before a change."""
    with _editing(context) as editing:
        kept = editing.rules.undo(version, _by())
    state = "is not in force" if kept.deleted else "is in force as it was"
    typer.echo(f"The {kept.kind} {kept.id} {state}.")


@contextmanager
def _editing(context: typer.Context) -> Iterator[Editing]:
    from search_api.editors.editing import Editing

    editing = Editing.of(settings_of(context))
    try:
        yield editing
    finally:
        editing.close()


def _by() -> str:
    """Return who runs the command, as the log of changes tells it."""
    try:
        return f"{getpass.getuser()} (command)"
    except (KeyError, OSError):  # a user without a name, as in a container
        return "command"
