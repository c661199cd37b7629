"""The commands `serve` and `search`; kuutoshaku.py hangs them under its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from corpus.settings import Settings

if TYPE_CHECKING:
    from corpus.index.query import Results

# What a command does is imported when it runs, so that the others start fast.

app = typer.Typer()


def settings_of(context: typer.Context) -> Settings:
    """Return the settings given before the command, else the environment's."""
    return context.obj if isinstance(context.obj, Settings) else Settings()


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer.")] = 1,
) -> None:
    """Serve the API and the pages."""
    from search_api.server import address_of, listen, serve_on

    with listen(host, port) as listening:
        typer.echo(f"Kuutoshaku answers at {address_of(listening)} (stop with Ctrl+C)")
        serve_on(listening, settings_of(context), workers)


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="What to look for.")],
    lang: Annotated[
        Literal["fi", "en"] | None, typer.Option(help="Your language; else that of the query.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As the API answers.")] = False,
) -> None:
    """Search from the terminal."""
    from rich.console import Console

    from corpus.language import query_language
    from search_api.terminal import listing

    results = _found(settings_of(context), query, lang or query_language(query, "fi"))
    if as_json:
        typer.echo(_as_json(results))
    else:
        Console(highlight=False).print(listing(results), crop=False)


def _found(settings: Settings, text: str, language: str) -> Results:
    from corpus.index.open_index import open_index
    from corpus.index.query_parser import parse_query

    query = parse_query(text, language=language)
    index = open_index(settings)
    try:
        return index.search(query)
    finally:
        index.close()


def _as_json(results: Results) -> str:
    from search_api.parameters import SearchParameters
    from search_api.responses import SearchAnswer
    from search_api.routes.search import next_address

    parameters = SearchParameters(q=results.query.text)
    answer = SearchAnswer.of(results, next_address(parameters, results))
    return answer.model_dump_json(by_alias=True, indent=2)
