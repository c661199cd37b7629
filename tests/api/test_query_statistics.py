"""Which searches are counted, and that counting never gets in the way of one."""

from __future__ import annotations

import json
import logging
import shutil
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from corpus.errors import StoreError
from corpus.settings import Settings
from corpus.store.database import writing
from corpus.store.query_statistics import (
    K,
    Period,
    QueryDay,
    QueryStatistics,
    SearchDay,
)
from search_api.app import create_app
from search_api.commands import app
from search_api.query_counter import query_counter

ALL_DAYS = Period(date(2020, 1, 1), date(2100, 1, 1))


@pytest.fixture(scope="module")
def counted(published, tmp_path_factory):
    """A client of a service of its own, over a copy of the published index."""
    data = tmp_path_factory.mktemp("counted") / "data"
    shutil.copytree(published.data_dir, data)
    with TestClient(create_app(Settings(data_dir=data))) as client:
        yield client


@pytest.fixture
def services(counted):
    """The parts of the service, with no statistics yet."""
    services = counted.app.state.services
    services.counter.write(datetime.now(UTC))
    with writing(services.editing.engine) as connection:
        connection.exec_driver_sql("DELETE FROM query_day")
        connection.exec_driver_sql("DELETE FROM search_day")
    return services


@pytest.fixture
def searched(counted, services):
    """Ask every path from so many clients; return what the statistics have afterwards."""

    def ask(*paths, clients=K, **headers):
        for path in paths:
            for number in range(clients):
                agent = {"User-Agent": f"Browser {number}", **headers}
                assert counted.get(path, headers=agent).status_code == 200
        services.counter.write(datetime.now(UTC))
        return QueryStatistics(services.editing.engine).report(ALL_DAYS)

    return ask


def test_searches_by_api_and_page_are_counted_together_and_once_a_client(searched):
    api, page = "/api/v1/search?q=Robottibussi&lang=fi", "/fi/haku?q=robottibussi"
    report = searched(api, page, api)
    (query,) = report.queries
    assert (query.query, query.language, query.searches) == ("robottibussi", "fi", K)
    assert report.searches == K


def test_a_query_of_too_few_clients_is_nowhere_in_the_data_directory(searched, services):
    report = searched("/api/v1/search?q=yksityisasia", clients=K - 1)
    assert (report.total, report.searches) == (0, K - 1)
    files = [path for path in services.settings.data_dir.rglob("*") if path.is_file()]
    assert not any(b"yksityisasia" in path.read_bytes() for path in files)


def test_what_found_nothing_is_told_apart_unless_a_filter_may_be_why(searched):
    report = searched("/api/v1/search?q=qwxzqwxz&lang=fi", "/api/v1/search?q=bussi&year=1990")
    nothing = {each.query: each.zero_results for each in report.queries}
    assert nothing == {"qwxzqwxz": K, "bussi": 0}


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/api/v1/search?q=kaupunki&page=2", {}),
        ("/api/v1/search?type=project", {}),
        ("/api/v1/suggest?q=kau", {}),
        ("/api/v1/search?q=kaupunki", {"User-Agent": "SomeBot/2.1 (+https://bot.example)"}),
    ],
)
def test_what_is_no_search_of_a_person_is_not_counted(searched, path, headers):
    assert searched(path, **headers).searches == 0


def test_statistics_can_be_off(tmp_path, services):
    off = Settings(data_dir=tmp_path, query_statistics="off")
    assert query_counter(off, services.editing.engine) is None


def test_statistics_that_cannot_be_written_are_lost_and_nothing_else(
    counted, searched, services, caplog
):
    with writing(services.editing.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE search_day RENAME TO mislaid")
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreError, match="no such table"):
        searched("/api/v1/search?q=salainen")
    assert counted.get("/api/v1/search?q=salainen").status_code == 200
    with writing(services.editing.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE mislaid RENAME TO search_day")
    told = [record.getMessage() for record in caplog.records if "httpx" not in record.name]
    assert any("query_statistics_lost" in message for message in told)
    assert not any("salainen" in message for message in told)


PATH = "/api/v1/statistics/queries"


@pytest.fixture
def report(counted, services):
    """Ask for a report, as a program whose token may."""
    secret, token = services.editing.tokens.create("raportti", ["read:report"], None)

    def ask(status=200, **parameters):
        headers = {"Authorization": f"Bearer {secret}"}
        answer = counted.get(PATH, params=parameters, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    yield ask
    services.editing.tokens.revoke(token.name)


@pytest.fixture
def noted(services):
    """Write days of queries, each at least K clients', into the statistics."""

    def write(*queries, when=None, language="fi", **counts):
        day = (when or datetime.now(UTC).date()).isoformat()
        known = {"searches": 6, "zero_results": 0, "few_results": 0, **counts}
        days = [QueryDay(day, language, query, K, **known) for query in queries]
        searches = [SearchDay(day, language, 10, 1)]
        QueryStatistics(services.editing.engine).add(days, searches, datetime.now(UTC).date())

    return write


def test_only_a_token_for_reports_may_read_them(counted, services):
    secret, _ = services.editing.tokens.create("toimittaja", ["editorial:write"], None)
    assert counted.get(PATH).status_code == 401
    wrong = counted.get(PATH, headers={"Authorization": f"Bearer {secret}"})
    services.editing.tokens.revoke("toimittaja")
    assert wrong.status_code == 403
    assert "read:report" in wrong.json()["detail"]


def test_the_zero_result_report_says_what_was_meant_and_what_is_found_today(report, noted):
    noted("robotibussi", "qwxzqwxz", "<email> <number>", zero_results=6)
    noted("robottibussi")
    answer = report(zero_results="true")
    items = {each["query"]: each for each in answer["items"]}
    assert items.keys() == {"robotibussi", "qwxzqwxz", "<email> <number>"}
    assert items["robotibussi"]["did_you_mean"] == "robottibussi"
    assert items["qwxzqwxz"]["found_now"] == 0
    assert items["qwxzqwxz"]["did_you_mean"] is None
    assert items["<email> <number>"]["found_now"] is None
    assert (answer["k"], answer["total"], answer["zero_results"]) == (K, 3, 2)


def test_a_report_is_of_the_days_and_the_language_asked_for(report, noted):
    noted("tammikuu", when=date(2026, 1, 15))
    noted("helmikuu", when=date(2026, 2, 15))
    noted("january", when=date(2026, 1, 15), language="en")
    days = {"from": "2026-01-01", "to": "2026-01-31"}
    assert {each["query"] for each in report(**days)["items"]} == {"tammikuu", "january"}
    assert [each["query"] for each in report(**days, lang="en")["items"]] == ["january"]
    assert report(**days)["searches"] == 20
    assert report()["items"] == []


def test_a_report_has_pages_that_keep_what_was_asked(report, noted):
    noted("yksi", "kaksi", "kolme", when=date(2026, 1, 15), zero_results=2)
    first = report(**{"from": "2026-01-01", "to": "2026-01-31"}, size=2, zero_results="true")
    parameters = dict(pair.split("=") for pair in first["next"].partition("?")[2].split("&"))
    assert parameters["zero_results"] == "true"
    last = report(**parameters)
    assert len(first["items"]) + len(last["items"]) == 3
    assert last["next"] is None


def test_days_that_end_before_they_begin_are_a_mistake(report):
    problem = report(400, **{"from": "2026-02-01", "to": "2026-01-01"})
    assert "swap" in problem["detail"]
    report(400, **{"from": "eilen"})


def test_the_command_reports_by_the_same_rule(services, noted):
    noted("robotibussi", zero_results=6)
    noted("robottibussi")
    done = CliRunner().invoke(app, ["statistics", "--zero"], obj=services.settings)
    assert "robotibussi (fi): nothing 6 ×, now 0, did they mean robottibussi?" in done.output
    assert "× robottibussi (fi)" not in done.output
    printed = CliRunner().invoke(app, ["statistics", "--json"], obj=services.settings)
    told = json.loads(printed.output)
    assert {each["query"] for each in told["items"]} == {"robotibussi", "robottibussi"}
    assert told["searches"] == 20
