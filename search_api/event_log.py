"""What the service writes on the standard error: an event a line, as text or as JSON.

A query is never written. Messages of errors nobody foresaw may quote one, so of those only the kind
and the place are told.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

    from corpus.settings import Settings

FIELDS = "fields"  # of a record: what an event tells besides its name
SERVERS = "uvicorn"


def start_log(settings: Settings) -> None:
    """Write the events of this process in the form and from the level that are set."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if settings.log_format == "json" else TextLines())
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)


def told(**fields: object) -> dict[str, dict[str, object]]:
    """Return the `extra` of an event; what is None is left out."""
    return {FIELDS: {name: value for name, value in fields.items() if value is not None}}


def where_it_failed(error: BaseException | None, trace: TracebackType | None) -> str:
    """Return the kind of an error and the places it came through, innermost last."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(trace)]
    return " > ".join((*places, type(error).__name__))


class TextLines(logging.Formatter):
    """Events for people: level, logger, event and key=value."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an event."""
        fields = _fields(record)
        values = "".join(f" {name}={value}" for name, value in fields.items())
        return f"{record.levelname} {record.name} {record.getMessage()}{values}"


class JsonLines(logging.Formatter):
    """Events for programs: a JSON object each. Times are ISO 8601 in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an event."""
        name, _, rest = record.getMessage().partition(" ")
        event: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": name,
        }
        if rest:
            event["message"] = rest
        return json.dumps(event | _fields(record), ensure_ascii=False, default=str)


def _fields(record: logging.LogRecord) -> dict[str, object]:
    fields = dict(getattr(record, FIELDS, {}))
    if record.exc_info and record.exc_info[0]:
        fields["failed_at"] = where_it_failed(*record.exc_info[1:])
    return fields
