"""The commands `serve`, `search` and `evaluate`; kuutoshaku.py hangs them under its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from corpus.settings import Settings

if TYPE_CHECKING:
    from corpus.evaluation import Evaluation
    from corpus.index.query import Results
    from corpus.judged import Half

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


@app.command()
def statistics(
    context: typer.Context,
    zero: Annotated[bool, typer.Option("--zero", help="What found nothing, or little.")] = False,
    days: Annotated[int, typer.Option(min=1, max=400, help="How many days back.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="As the API answers.")] = False,
) -> None:
    """Show which queries several people share, and which of them found nothing."""
    from search_api.query_report import report_lines, report_of

    report = report_of(settings_of(context), days, zero=zero)
    if as_json:
        typer.echo(report.model_dump_json(by_alias=True, indent=2))
        return
    for line in report_lines(report):
        typer.echo(line)


@app.command()
def evaluate(
    context: typer.Context,
    topics: Annotated[
        Path | None, typer.Argument(help="A topics.tsv; else the packaged one, see docs.")
    ] = None,
    qrels: Annotated[
        Path | None, typer.Argument(help="Its qrels.txt; else the one beside the topics.")
    ] = None,
    half: Annotated[
        Literal["tune", "test", "all"], typer.Option(help="Which half of the topics to ask.")
    ] = "all",
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
    publish: Annotated[
        bool, typer.Option("--publish", help="Show the figures on the page about the service.")
    ] = False,
) -> None:
    """Ask the index every judged query and say how good its answers are."""
    from datetime import UTC, datetime

    from rich.console import Console

    from search_api.evaluation_listing import evaluation_data, evaluation_listing
    from search_api.published_quality import publish_quality

    settings = settings_of(context)
    evaluation = _evaluated(settings, (topics, qrels), None if half == "all" else half)
    if publish:
        file = publish_quality(evaluation, settings.data_dir, datetime.now(UTC).date())
        typer.echo(f"The page about the service shows these figures now, from {file}", err=True)
    if as_json:
        typer.echo(json.dumps(evaluation_data(evaluation), ensure_ascii=False, indent=2))
    else:
        console = Console(highlight=False)
        for part in evaluation_listing(evaluation):
            console.print(part, crop=False, overflow="ignore", no_wrap=True)


@app.command()
def export(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="A .jsonl file to write; - for standard output.")],
) -> None:
    """Write every indexed document with its sections, one JSON object a line."""
    from corpus.index.open_index import open_index
    from search_api.bulk_export import lines, write

    index = open_index(settings_of(context))
    try:
        searcher = index.current_searcher()
        if file == "-":
            for line in lines(searcher):
                typer.echo(line, nl=False)
        else:
            typer.echo(f"{write(searcher, Path(file))} documents in {file}", err=True)
    finally:
        index.close()


def _evaluated(
    settings: Settings, files: tuple[Path | None, Path | None], half: Half | None
) -> Evaluation:
    from corpus.evaluation import evaluate
    from corpus.index.open_index import open_index
    from corpus.judged import Judgments, judgments_folder

    topics = files[0] or judgments_folder(settings.data_dir) / "topics.tsv"
    judgments = Judgments.load(topics, files[1] or topics.with_name("qrels.txt"))
    index = open_index(settings)
    try:
        return evaluate(index, judgments, half)
    finally:
        index.close()


def _found(settings: Settings, text: str, language: str) -> Results:
    from corpus.index.open_index import open_index
    from corpus.index.query_parser import parse_query
    from search_api.editors.editing import Editing

    query = parse_query(text, language=language)
    editing = Editing.of(settings)
    index = open_index(settings, editing.rules)
    try:
        return index.search(query)
    finally:
        index.close()
        editing.close()


def _as_json(results: Results) -> str:
    from search_api.parameters import SearchParameters
    from search_api.responses import SearchAnswer
    from search_api.routes.search import next_address

    parameters = SearchParameters(q=results.query.text)
    answer = SearchAnswer.of(results, next_address(parameters, results))
    return answer.model_dump_json(by_alias=True, indent=2)
