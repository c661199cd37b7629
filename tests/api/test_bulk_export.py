from __future__ import annotations

import json

from typer.testing import CliRunner

import kuutoshaku


def test_every_document_is_exported_with_its_sections(client, published, tmp_path):
    file = tmp_path / "all.jsonl"
    told = CliRunner().invoke(
        kuutoshaku.app, ["--data", str(published.data_dir), "export", str(file)]
    )
    assert told.exit_code == 0, told.output
    documents = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    status = client.get("/api/v1/status").json()
    assert len(documents) == status["documents"] == len({each["id"] for each in documents})
    assert sum(len(each["sections"]) for each in documents) == status["sections"]
    assert list(tmp_path.iterdir()) == [file]
    printed = CliRunner().invoke(kuutoshaku.app, ["--data", str(published.data_dir), "export", "-"])
    assert printed.stdout == file.read_text(encoding="utf-8")
