from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.errors import JudgmentsError
from corpus.index.query import Filters
from corpus.judged import PACKAGED, Judgments, half_of, judgments_folder, read_topics

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id\tlanguage\tkind\ttext\tfilters\tnote\n"
TOPICS = f"""# judged by reading
{HEADER}bus\tfi\tinflected\trobottibusseista\tcity=oulu;year=2018..2020\tsnow

data\tfi\tcross\tavoin data\t\t
lessons\ten\tbrowse\t\tsection=lessons
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "topics.tsv").write_text(TOPICS, encoding="utf-8")
    (tmp_path / "qrels.txt").write_text(
        "bus 0 /en/bus 3\nbus 0 /fi/bussi 1\n"
        "data 0 /en/data 2\ndata 0 /fi/muu 0\nlessons 0 /en/bus 1\n"
    )
    return tmp_path


def load(folder: Path) -> Judgments:
    return Judgments.load(folder / "topics.tsv", folder / "qrels.txt")


def test_topics_are_read_with_their_filters_and_without_trailing_tabs(folder):
    bus, data, lessons = load(folder).topics
    assert bus.filters == Filters(city=("oulu",), years=((2018, 2020),))
    assert (bus.language, bus.kind, bus.text, bus.note) == (
        "fi",
        "inflected",
        "robottibusseista",
        "snow",
    )
    assert data.filters == Filters()
    assert (lessons.text, lessons.filters.section) == ("", ("lessons",))


def test_a_cross_topic_asks_for_pages_of_the_other_language(folder):
    bus, data, _ = load(folder).topics
    assert (data.pair, data.asked_filters.doc_lang) == ("fi→en", ("en",))
    assert (bus.pair, bus.asked_filters.doc_lang) == ("fi→fi", ())


def test_twins_are_one_document_with_the_better_grade(folder):
    (folder / "twins.tsv").write_text("fi\ten\n/fi/bussi\t/en/bus\n")
    judgments = load(folder)
    assert judgments.pages["bus"] == {"/fi/bussi": 3}
    assert judgments.pages["lessons"] == {"/fi/bussi": 1}
    assert judgments.twins["/en/bus"] == "/fi/bussi"


def test_sections_are_read_from_beside_the_pages(folder):
    (folder / "section_qrels.txt").write_text("bus 0 /fi/bussi#opit 2\n")
    assert load(folder).sections == {"bus": {"/fi/bussi#opit": 2}}


def test_halves_follow_the_digest_of_the_id():
    # printf a | sha256sum begins with ca, printf b with 3e, printf c with 2e, printf i with de
    assert [half_of(topic) for topic in "abci"] == ["tune", "tune", "tune", "tune"]
    # printf d | sha256sum begins with 18, printf e with 3f, printf g with cd
    assert [half_of(topic) for topic in "deg"] == ["tune", "test", "test"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("topics.tsv", "id,language\n", r"topics\.tsv, line 1: the first line must name id"),
        ("topics.tsv", "", r"topics\.tsv, line 1: the first line"),
        ("topics.tsv", f"{HEADER}a\tsv\tplain\tbuss\t\t\n", r"line 2: 'sv' is not one of fi, en"),
        ("topics.tsv", f"{HEADER}a\tfi\tplain\n", "line 2: 3 columns instead of 6"),
        ("topics.tsv", f"{HEADER}a b\tfi\tplain\tx\t\n", "line 2: a topic needs an id without"),
        ("topics.tsv", f"{HEADER}a\tfi\t\tx\t\n", "line 2: a topic needs an id .* and a kind"),
        ("topics.tsv", f"{HEADER}a\tfi\tplain\t\t\n", "line 2: a topic needs words or a filter"),
        ("topics.tsv", f"{HEADER}a\tfi\tp\tx\tcity=rovaniemi\n", "line 2: 'city=rovaniemi' is no"),
        ("topics.tsv", f"{HEADER}a\tfi\tp\tx\tyear=soon\n", "line 2: 'soon' is no year"),
        (
            "topics.tsv",
            f"{HEADER}{'a	fi	p	x		' + chr(10)}# c\na\ten\tp\ty\t\n",
            "line 4: .* before",
        ),
        ("qrels.txt", "bus 0 /fi/bussi\n", r"qrels\.txt, line 1: .* is not 'topic 0 path grade'"),
        ("qrels.txt", "bus 0 /fi/bussi -1\n", "line 1: .* with a grade from 0"),
        ("qrels.txt", "\nbuss 0 /fi/bussi 1\n", "line 2: there is no topic buss"),
        ("qrels.txt", "bus 0 /a 1\nbus 0 /a 2\n", "line 2: .* has a grade for /a already"),
        ("qrels.txt", "bus 0 /a 1\ndata 0 /a 0\n", "no page has a grade above 0 for data, lessons"),
        ("twins.tsv", "/fi/bussi\n", r"twins\.tsv, line 1: 1 path instead of two"),
        ("section_qrels.txt", "bus 0 /a#b high\n", r"section_qrels\.txt, line 1: "),
    ],
)
def test_what_cannot_be_used_is_named_by_file_and_line(folder, name, text, said):
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(JudgmentsError, match=said):
        load(folder)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(JudgmentsError, match=r"nothing\.tsv cannot be read"):
        list(read_topics(tmp_path / "nothing.tsv"))


def test_a_data_directory_may_bring_its_own_judgments(tmp_path):
    assert judgments_folder(tmp_path) == PACKAGED
    (tmp_path / "judgments").mkdir()
    (tmp_path / "judgments" / "topics.tsv").write_text(TOPICS, encoding="utf-8")
    assert judgments_folder(tmp_path) == tmp_path / "judgments"
