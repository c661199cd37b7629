"""Settings from the environment, prefix KUUTOSHAKU_; see docs/settings.md."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGED_SOURCES = Path(__file__).parent / "sources.toml"


class Settings(BaseSettings):
    """What an operator may set. Paths are resolved against the working directory."""

    model_config = SettingsConfigDict(env_prefix="KUUTOSHAKU_", frozen=True, extra="ignore")

    data_dir: Annotated[Path, Field(description="Where pages, jobs and index generations live")] = (
        Path("data")
    )
    sources: Annotated[Path, Field(description="The sources.toml that says what to crawl")] = (
        PACKAGED_SOURCES
    )
    operator_name: Annotated[str, Field(description="Who runs this service")] = ""
    operator_contact: Annotated[
        str, Field(description="Address for feedback; the crawler names it to the sites it reads")
    ] = ""
    public_url: Annotated[str, Field(description="The service's own address")] = ""
    finnish_tier: Annotated[
        str, Field(description="Finnish analysis: best, libvoikko, pyvoikko or simplemma")
    ] = "best"

    @property
    def page_store(self) -> Path:
        """The SQLite database of pages, frontier and jobs."""
        return self.data_dir / "kuutoshaku.sqlite3"

    @property
    def generations(self) -> Path:
        """The directory of index generations."""
        return self.data_dir / "generations"
