"""Settings from the environment, prefix KUUTOSHAKU_; see docs/settings.md."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGED_SOURCES = Path(__file__).parent / "sources.toml"


class Settings(BaseSettings):
    """What an operator may set. Paths are resolved against the working directory."""

    model_config = SettingsConfigDict(env_prefix="KUUTOSHAKU_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path("data"), description="Where pages, jobs and index generations live")
    sources: Path = Field(PACKAGED_SOURCES, description="The sources.toml that says what to crawl")
    operator_name: str = Field("", description="Who runs this service; shown on the trust pages")
    operator_contact: str = Field("", description="Address for feedback, also sent by the crawler")
    public_url: str = Field("", description="The service's own address, e.g. https://haku.example")
    finnish_tier: str = Field(
        "best", description="best, libvoikko, pyvoikko or simplemma: the Finnish analysis to use"
    )

    @property
    def page_store(self) -> Path:
        """The SQLite database of pages, frontier and jobs."""
        return self.data_dir / "kuutoshaku.sqlite3"

    @property
    def generations(self) -> Path:
        """The directory of index generations."""
        return self.data_dir / "generations"
