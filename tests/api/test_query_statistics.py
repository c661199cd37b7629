"""Which searches are counted, and that counting never gets in the way of one."""

from __future__ import annotations

import logging
import shutil
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from corpus.errors import StoreError
from corpus.settings import Settings
from corpus.store.database import writing
from corpus.store.query_statistics import K, Period, QueryStatistics
from search_api.app import create_app
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
