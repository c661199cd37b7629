"""Records search_api/answer_examples.json anew from the sample site.

.venv/bin/python tests/api/record_answer_examples.py
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.testclient import TestClient

from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.reindex import Wish, Workshop, reindex
from search_api.app import create_app
from search_api.description import ANSWER_EXAMPLES

SHOWN = 2  # entries of a list


def example_request(operation: dict) -> dict:
    """Return what an operation needs to be asked, and words where it takes any."""
    return {
        each["name"]: each["schema"]["examples"][0]
        for each in operation.get("parameters", [])
        if each["in"] == "query" and (each.get("required") or each["name"] == "q")
    }


def ask(client, path: str, operation: dict):
    """Ask for the example of an operation; a document is the first one found."""
    found = client.get("/api/v1/search", params={"q": "infratyömaiden hiilijalanjälki"}).json()
    path = path.replace("{document_id}", found["hits"][0]["id"])
    return client.get(path, params=example_request(operation))


def shortened(value):
    if isinstance(value, list):
        is_range = len(value) == SHOWN and all(isinstance(each, int) for each in value)
        return value if is_range else [shortened(each) for each in value[:SHOWN]]
    if isinstance(value, dict):
        return {name: shortened(each) for name, each in value.items()}
    if isinstance(value, str):
        return re.sub(r"http://127\.0\.0\.1:\d+/", "https://kaupungit.example/", value)
    return value


def main() -> None:
    with TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        with SampleSite() as site:
            reindex(Workshop.open(settings, [sample_source(site.url)]), Wish())
        with TestClient(create_app(settings)) as client:
            paths = client.get("/openapi.json").json()["paths"]
            answers = {
                path: ask(client, path, operations["get"])
                for path, operations in paths.items()
                if "get" in operations and "{" not in path.replace("{document_id}", "")
            }
    examples = {
        path: shortened(answer.json())
        for path, answer in answers.items()
        if answer.status_code == 200 and answer.headers["content-type"] == "application/json"
    }
    text = json.dumps(examples, ensure_ascii=False, indent=1, sort_keys=True)
    ANSWER_EXAMPLES.write_text(text + "\n", encoding="utf-8")
    print(f"{len(examples)} examples in {ANSWER_EXAMPLES.name}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
