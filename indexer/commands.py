"""The commands that fill and look after the index; kuutoshaku.py hangs them under its name."""

from __future__ import annotations

import json
import signal
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.reindex import Wish, Workshop

# What a command does is imported when it runs, so that the others start fast.

app = typer.Typer()


class ProgressForm(StrEnum):
    """How progress is told: to a person at a terminal, or to a program, a JSON object a line."""

    BAR = "bar"
    JSON = "json"


ProgressAs = Annotated[
    ProgressForm, typer.Option("--progress", help="A bar, or JSON lines for programs.")
]

Sources = Annotated[
    list[str] | None, typer.Option("--source", help="Only this source; may be repeated.")
]
Full = Annotated[bool, typer.Option("--full", help="Fetch every page anew.")]
AcceptLoss = Annotated[
    bool, typer.Option("--accept-loss", help="Publish although many documents are gone.")
]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


@app.command()
def crawl(
    context: typer.Context,
    source: Sources = None,
    full: Full = False,
    progress: ProgressAs = ProgressForm.BAR,
) -> None:
    """Bring the stored pages up to date, as a job."""
    from indexer.reindex import Wish

    _run_job(context, Wish(tuple(source or ()), full=full, dry_run=True), progress)


@app.command()
def build(context: typer.Context, accept_loss: AcceptLoss = False) -> None:
    """Build a generation from the stored pages and publish it."""
    from indexer.build import build as build_generation
    from indexer.terminal import BuildBar, build_lines

    workshop = _workshop(context)
    with BuildBar() as bar:
        report = build_generation(
            workshop.settings,
            workshop.store,
            workshop.sources,
            accept_loss=accept_loss,
            on_progress=bar.show,
        )
    for line in build_lines(report):
        typer.echo(line)


@app.command()
def reindex(
    context: typer.Context,
    source: Sources = None,
    url: Annotated[str | None, typer.Option(help="Only the page at this address.")] = None,
    full: Full = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Crawl, but do not publish.")] = False,
    accept_loss: AcceptLoss = False,
    progress: ProgressAs = ProgressForm.BAR,
) -> None:
    """Crawl and build as one job."""
    from indexer.reindex import Wish

    _run_job(context, Wish(tuple(source or ()), url, full, dry_run, accept_loss), progress)


@app.command()
def preview(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The address of a page.")],
    as_json: AsJson = False,
) -> None:
    """Show what would be indexed of one page, or why nothing; nothing is stored."""
    from corpus.sources import load_sources
    from indexer.preview_visit import preview_page

    settings = _settings(context)
    found = preview_page(settings, load_sources(settings.sources), url)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        from indexer.preview_text import preview_text

        Console().print(preview_text(found))
    if not found.would_be_indexed:
        raise typer.Exit(1)


@app.command()
def jobs(context: typer.Context, as_json: AsJson = False) -> None:
    """List the last jobs: what was asked for, how far it is, what it came to."""
    from corpus.store.job_table import JobTable
    from indexer.terminal import job_lines

    found = JobTable(_workshop(context).store.engine).jobs()
    if as_json:
        typer.echo(json.dumps([asdict(job) for job in found], default=str, ensure_ascii=False))
        return
    for line in job_lines(found):
        typer.echo(line)


@app.command()
def cancel(context: typer.Context, job: Annotated[int, typer.Argument(min=1)]) -> None:
    """Cancel a job that is queued or running; what it has fetched is kept."""
    from corpus.store.job_table import JobTable

    if not JobTable(_workshop(context).store.engine).cancel(job):
        typer.echo(f"There is no job {job} that is queued or running.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Job {job} is cancelled.")


@app.command()
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what is served and what is stored."""
    from corpus.errors import NoGenerationError
    from corpus.index.open_index import open_index

    workshop = _workshop(context)
    values: dict[str, object] = {"pages": workshop.store.counts()}
    try:
        values["index"] = asdict(open_index(workshop.settings).status())
    except NoGenerationError as error:
        values["index"] = None
        values["note"] = str(error)
    if as_json:
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    from indexer.terminal import status_lines

    for line in status_lines(values):
        typer.echo(line)


@app.command()
def check(context: typer.Context) -> None:
    """Check every file of every kept generation against its manifest."""
    from corpus.errors import DamagedGenerationError
    from corpus.index.open_index import generations

    where, damaged = generations(_settings(context)), 0
    for name in where.names():
        try:
            manifest = where.check(name)
            typer.echo(f"{name}: whole, {manifest.documents} documents")
        except DamagedGenerationError as error:
            damaged += 1
            typer.echo(f"{name}: DAMAGED. {error}")
    typer.echo(f"Readers see {where.current()}.")
    if damaged:
        raise typer.Exit(1)


@app.command()
def rollback(
    context: typer.Context,
    generation: Annotated[str | None, typer.Argument(help="Such as gen-000003.")] = None,
) -> None:
    """Serve an earlier generation and hold publishing until it is released."""
    from corpus.index.open_index import generations

    name = generations(_settings(context)).rollback(generation)
    typer.echo(f"Readers see {name} now. Publishing is held; 'kuutoshaku release' lifts that.")


@app.command()
def release(context: typer.Context) -> None:
    """Let new builds be published again after a rollback."""
    from corpus.index.open_index import generations

    held = generations(_settings(context)).release()
    typer.echo("New builds are published again." if held else "Publishing was not held.")


@app.command()
def erase(
    context: typer.Context,
    url: Annotated[str | None, typer.Argument(help="The address of a page.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
    listed: Annotated[bool, typer.Option("--list", help="List what was erased.")] = False,
) -> None:
    """Take one page out of everything that is kept, for good; this cannot be undone."""
    from indexer.erase import erase as erase_planned
    from indexer.erase import erasures_of, plan_erasure
    from indexer.erasure_text import erased_lines, erasure_lines, plan_lines

    workshop = _workshop(context)
    if listed or url is None:
        done = erasures_of(workshop)
        _tell(erasure_lines(done), [asdict(each) for each in done] if as_json else None)
        return
    plan = plan_erasure(workshop, url)
    if not yes:
        _tell(plan_lines(plan))
        typer.confirm("Erase it for good?", abort=True, err=True)
    erased = erase_planned(workshop, plan)
    _tell(erased_lines(erased), asdict(erased) if as_json else None)


def _tell(lines: Iterable[str], values: object = None) -> None:
    """Print values as JSON if there are any, else lines."""
    if values is None:
        for line in lines:
            typer.echo(line)
    else:
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2, default=str))


def _run_job(context: typer.Context, wish: Wish, form: ProgressForm) -> None:
    """Do a re-index as a job and print what it came to; SIGTERM ends it as Ctrl+C does."""
    from indexer.jobs import reindex_as_job
    from indexer.terminal import BuildBar, CrawlBar, JsonLines, build_lines, crawl_lines

    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    workshop = _workshop(context)
    if form is ProgressForm.JSON:
        lines = JsonLines()
        lines.report(reindex_as_job(workshop, wish, lines.crawl, lines.build))
        return
    with CrawlBar() as crawl_bar, BuildBar() as build_bar:
        report = reindex_as_job(workshop, wish, crawl_bar.show, build_bar.show)
    told = [] if wish.dry_run else build_lines(report.build)
    for line in (*crawl_lines(report.crawls), *told):
        typer.echo(line)


def _settings(context: typer.Context) -> Settings:
    return context.find_object(Settings) or Settings()


def _workshop(context: typer.Context) -> Workshop:
    from indexer.reindex import Workshop

    return Workshop.open(_settings(context))
