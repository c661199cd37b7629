"""The command `kuutoshaku`: hangs the two verbs' sub-commands under one name, and the demo."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import KuutoshakuError
from corpus.settings import read_settings
from indexer import commands as indexer_commands
from search_api import commands as search_commands
from search_api.editors import commands as editor_commands

if TYPE_CHECKING:
    from corpus.settings import Settings
    from corpus.sources import Source

HOST = "127.0.0.1"
INVITATION = """
Kuutoshaku answers at {address}/ (sample site: {site}). Try
  {address}/fi/haku?q=infratyömaiden+hiilijalanjäljen+laskennasta
  {address}/fi/haku?q=opit+robottibusseista&section=lessons
  {address}/en/search?q=robot+bus+lessons+snow
From another terminal: kuutoshaku --data {data} search "kiertotaloushankkeet"
Editors re-index from there too:
  kuutoshaku --data {data} --sources corpus/sample_site/sources.toml reindex
Stop with Ctrl+C; everything is kept in {data}."""

app = typer.Typer(
    help="Multilingual knowledge search over city development projects.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for verb in (indexer_commands.app, search_commands.app):
    app.registered_commands += verb.registered_commands
app.add_typer(editor_commands.token_app, name="token")
app.add_typer(editor_commands.editorial_app, name="editorial")


@app.callback()
def settings(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="The data directory.")] = None,
    sources: Annotated[Path | None, typer.Option(help="The sources.toml to use.")] = None,
) -> None:
    """Read the settings once; what is given here wins over the environment."""
    given = {"data_dir": data, "sources": sources}
    context.obj = read_settings(**{name: value for name, value in given.items() if value})


@app.command()
def demo(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port of the search service.")] = 8000,
    site_port: Annotated[int, typer.Option(help="Port of the sample site.")] = 8001,
    serve: Annotated[bool, typer.Option(help="Serve the search when it is built.")] = True,
) -> None:
    """Serve the sample site, crawl it, build the index and serve the search."""
    from corpus.sample_site.sample_source import DEMO_PORT, sample_source
    from corpus.sample_site.server import SampleSite
    from search_api.server import listen, serve_on

    name = "demo" if site_port == DEMO_PORT else f"demo-{site_port}"
    settings = context.obj.model_copy(update={"data_dir": context.obj.data_dir / name})
    listen(HOST, site_port).close()  # says plainly where the port is in use
    with listen(HOST, port) as listening, SampleSite(port=site_port) as site:
        _fill(settings, sample_source(site.url))
        if serve:
            address = f"http://{HOST}:{listening.getsockname()[1]}"
            typer.echo(INVITATION.format(address=address, site=site.url, data=settings.data_dir))
            serve_on(listening, settings)


def _fill(settings: Settings, source: Source) -> None:
    """Crawl the sample site and build its index, with progress and a report."""
    from indexer.reindex import Wish, Workshop, reindex
    from indexer.terminal import BuildBar, CrawlBar, build_lines, crawl_lines

    with CrawlBar() as crawl_bar, BuildBar() as build_bar:
        report = reindex(Workshop.open(settings, [source]), Wish(), crawl_bar.show, build_bar.show)
    for line in (*crawl_lines(report.crawls), *build_lines(report.build)):
        typer.echo(line)


def main() -> None:
    """Run the command; a known error is one sentence and exit code 1, never a traceback."""
    logging.basicConfig(
        level=os.environ.get("KUUTOSHAKU_LOG_LEVEL", "WARNING"),
        format="%(levelname)s %(name)s %(message)s",
    )
    try:
        app()
    except KuutoshakuError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
