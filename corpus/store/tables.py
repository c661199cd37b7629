"""The tables as SQLAlchemy sees them; the migrations define them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone, kept as ISO 8601 text so that it sorts and reads well."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        """Write a moment; all of ours are in UTC."""
        return value.isoformat(timespec="microseconds") if value else None

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        """Read a moment."""
        return datetime.fromisoformat(value) if value else None


metadata = MetaData()

crawl_table = Table(
    "crawl",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text),
    Column("scope", Text),
    Column("started", Moment),
    Column("finished", Moment),
)

address_table = Table(
    "address",
    metadata,
    Column("url", Text, primary_key=True),
    Column("source", Text),
    Column("status", Text),
    Column("depth", Integer),
    Column("discovered_at", Moment),
    Column("visited_at", Moment),
    Column("next_fetch_at", Moment),
    Column("last_seen", Moment),
    Column("last_crawl", Integer),
    Column("fails", Integer),
    Column("removals", Integer),
    Column("reason", Text),
    Column("lastmod", Text),
    Column("alternates", JSON),
    Column("erased_at", Moment),
    Column("revisit_seconds", Float),
    Column("doubted_at", Moment),
    Column("listed_crawl", Integer),
    Column("moved_to", Text),
)

page_table = Table(
    "page",
    metadata,
    Column("url", Text, ForeignKey("address.url"), primary_key=True),
    Column("final_url", Text),
    Column("status", Integer),
    Column("content_type", Text),
    Column("robots_tag", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("fetched_at", Moment),
    Column("body_hash", Text),
    Column("body", LargeBinary),
    Column("text_hash", Text),
)

job_table = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text),
    Column("argument", JSON),
    Column("state", Text),
    Column("created", Moment),
    Column("started", Moment),
    Column("finished", Moment),
    Column("progress", JSON),
    Column("report", JSON),
    Column("attempts", Integer),
    Column("worker", Text),
    Column("lease_until", Moment),
)

editorial_rule_table = Table(
    "editorial_rule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text),
    Column("rule", JSON),
    Column("version", Integer),
    Column("changed", Moment),
    Column("changed_by", Text),
    Column("deleted", Boolean),
)

editorial_change_table = Table(
    "editorial_change",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("rule_id", Integer),
    Column("kind", Text),
    Column("action", Text),
    Column("changed", Moment),
    Column("changed_by", Text),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("hash", Text),
)

api_token_table = Table(
    "api_token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text),
    Column("hash", Text),
    Column("scopes", JSON),
    Column("created", Moment),
    Column("expires", Moment),
    Column("last_used", Moment),
    Column("revoked", Moment),
)

query_day_table = Table(
    "query_day",
    metadata,
    Column("day", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("query", Text, primary_key=True),
    Column("clients", Integer),
    Column("searches", Integer),
    Column("zero_results", Integer),
    Column("few_results", Integer),
)

search_day_table = Table(
    "search_day",
    metadata,
    Column("day", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("searches", Integer),
    Column("zero_results", Integer),
)

erasure_table = Table(
    "erasure",
    metadata,
    Column("url", Text, primary_key=True),
    Column("addresses", JSON),
    Column("titles", JSON),
    Column("begun", Moment),
    Column("finished", Moment),
)
