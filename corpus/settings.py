"""Settings from the environment, prefix KUUTOSHAKU_; see docs/settings.md."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError

PACKAGED_SOURCES = Path(__file__).parent / "sources.toml"
LEAST_TOKEN_LENGTH = 16


def _hard_to_guess(token: SecretStr) -> SecretStr:
    if 0 < len(token.get_secret_value()) < LEAST_TOKEN_LENGTH:
        raise ValueError(f"needs at least {LEAST_TOKEN_LENGTH} characters, or none at all")
    return token


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
    allowed_hosts: Annotated[
        str, Field(description="Further names the service is asked by, with commas; * is any")
    ] = ""
    trusted_proxies: Annotated[
        str, Field(description="Proxies whose X-Forwarded-For is believed, with commas")
    ] = ""
    rate_limit: Annotated[
        Literal["off", "report", "enforce"],
        Field(description="Whether requests over a limit are refused, or only counted"),
    ] = "report"
    rate_limit_search: Annotated[
        int, Field(ge=1, description="Requests a minute of one client to all but suggestions")
    ] = 600
    rate_limit_suggest: Annotated[
        int, Field(ge=1, description="Requests a minute of one client for suggestions")
    ] = 1200
    query_statistics: Annotated[
        Literal["on", "off"],
        Field(description="Whether queries that several clients share are counted by day"),
    ] = "on"
    metrics_token: Annotated[
        SecretStr,
        AfterValidator(_hard_to_guess),
        Field(description="Who sends it may read /metrics; empty turns them off"),
    ] = SecretStr("")
    log_format: Annotated[Literal["text", "json"], Field(description="Form of the log")] = "text"
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        Field(description="Least level of what is logged; INFO has a line for each request"),
    ] = "WARNING"

    @property
    def page_store(self) -> Path:
        """The SQLite database of pages, frontier and jobs."""
        return self.data_dir / "kuutoshaku.sqlite3"

    @property
    def generations(self) -> Path:
        """The directory of index generations."""
        return self.data_dir / "generations"


def read_settings(**given: object) -> Settings:
    """Return the settings of the environment, save what is given; raises SettingsError."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = "; ".join(
            f"KUUTOSHAKU_{str(each['loc'][0]).upper()}: {each['msg'].removeprefix('Value error, ')}"
            for each in error.errors(include_url=False)
        )
        raise SettingsError(f"{wrong}. See docs/settings.md.") from None
