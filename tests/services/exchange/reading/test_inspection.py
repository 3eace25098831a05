"""The child process: the same answers, within limits, and gone when nobody wants it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from smallcrm.core.errors import Cancelled, ImportProblem
from smallcrm.core.progress import Progress
from smallcrm.services.exchange.drafts import Preview, ReadOptions
from smallcrm.services.exchange.reading import inspection, worker
from smallcrm.services.exchange.reading.inspection import Reading, inspect
from smallcrm.services.exchange.sources import limits

HEAVY = {"sqlalchemy", "PySide6", "openpyxl", "phonenumbers", "chardet", "babel", "python_calamine"}


@pytest.fixture
def people(text_file):
    rows = [["Name", "Email"], *[[f"Anna {n}", f"anna{n}@shop.example"] for n in range(5000)]]
    return text_file(rows)


def test_the_child_says_what_the_reader_says(read, people):
    preview = inspect(people)
    assert isinstance(preview, Preview)
    assert list(preview.records()) == read(people).records
    assert preview.counts.rows == preview.counts.contacts == preview.facts.total == 5000
    assert preview.facts.mapping == {"Name": "name", "Email": "email"}
    assert (preview.facts.format, preview.facts.delimiter) == ("csv", ",")
    assert [len(chunk) for chunk in preview.chunks()] == [2000, 2000, 1000]


def test_records_come_while_the_child_still_works(people):
    with Reading(people) as child:
        assert child.facts.total == 5000
        first = next(child.chunks())
        assert first[0].row == 2


def test_odd_rows_are_found_in_whatever_chunk_they_stand(text_file):
    rows = [[f"Ann {number}", f"a{number}@shop.example"] for number in range(2 * worker.CHUNK + 10)]
    rows[-5][1] = "ann(at)shop"
    preview = inspect(text_file([["Name", "Email"], *rows]))
    assert [record.emails[0][0] for record in preview.odd()] == ["ann(at)shop"]


def test_options_reach_the_child(text_file):
    path = text_file("Who;Born\nАнна;03/04/1980\n", encoding="cp1251")
    options = ReadOptions(
        encoding="cp1251", delimiter=";", mapping={"Who": "name", "Born": "birthday"}, dates="mdy"
    )
    preview = inspect(path, options)
    record = next(preview.records())
    assert (record.name, record.birthday) == ("Анна", "1980-03-04")
    assert preview.facts.questions == ()


def test_questions_name_the_columns_that_only_the_user_can_tell(text_file):
    preview = inspect(text_file("Name,Birthday\nAnna,03/04/1980\n"))
    assert [column.header for column in preview.facts.questions] == ["Birthday"]


def test_problems_come_as_sentences(text_file):
    with pytest.raises(ImportProblem) as problem:
        inspect(text_file("Name\nAnna\n"), ReadOptions(mapping={"Nobody": "name"}))
    assert "Nobody" in str(problem.value.message)
    assert "Name" in str(problem.value.hint)
    assert problem.value.field == "mapping"


def test_progress_counts_up_to_the_end(people):
    said = []
    inspect(people, None, Progress(lambda done, total: said.append((done, total))))
    assert said == [(2000, 5000), (4000, 5000), (5000, 5000)]


def test_stopping_ends_the_child_within_a_second(people, monkeypatch):
    monkeypatch.setattr(inspection, "_START", "import time; time.sleep(60)")
    progress = Progress()
    progress.cancel()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        inspect(people, None, progress)
    assert time.monotonic() - began < 1


def test_a_stopped_progress_ends_a_reading_that_is_under_way(people):
    progress = Progress()
    with Reading(people, None, progress) as child:
        chunks = child.packed()
        next(chunks)
        progress.cancel()
        with pytest.raises(Cancelled):
            next(chunks)


def test_a_child_that_dies_is_a_file_that_is_too_large(people, monkeypatch):
    monkeypatch.setattr(inspection, "_START", "import os; os.abort()")
    with pytest.raises(ImportProblem) as problem:
        inspect(people)
    assert "too large" in str(problem.value.message)


def test_a_child_that_never_answers_is_given_up(people, monkeypatch):
    monkeypatch.setattr(inspection, "_START", "import time; time.sleep(60)")
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    with pytest.raises(ImportProblem) as problem:
        inspect(people)
    assert "too long" in str(problem.value.message)


def test_a_fault_of_ours_is_logged_without_what_the_file_says(people, monkeypatch, caplog):
    script = (
        "import sys; sys.path[:] = sys.argv[1:]\n"
        "from smallcrm.services.exchange.reading import worker\n"
        "def broken(request):\n raise ValueError('a private name')\n"
        "worker.frames = broken\nworker.main()"
    )
    monkeypatch.setattr(inspection, "_START", script)
    with pytest.raises(ImportProblem):
        inspect(people)
    assert "ValueError at " in caplog.text
    assert "private" not in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits")
def test_the_child_cannot_take_more_memory_than_it_is_given():
    script = (
        "from smallcrm.services.exchange.sources import limits\n"
        "limits.restrain()\n"
        "try:\n bytearray(2 << 30)\nexcept MemoryError:\n print('refused')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "refused\n"


def test_the_child_starts_without_what_costs_time():
    script = "import smallcrm.services.exchange.reading.worker, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert not HEAVY & {name.split(".")[0] for name in done.stdout.split()}


def test_the_frozen_program_reads_with_a_copy_of_itself(people, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    started = []

    class Started(subprocess.Popen):
        def __init__(self, command, **more):
            started.append(command)
            super().__init__([sys.executable, "-m", "smallcrm", *command[1:]], **more)

    monkeypatch.setattr(subprocess, "Popen", Started)
    monkeypatch.chdir(Path(inspection.__file__).parents[4])
    assert inspect(people).counts.rows == 5000
    assert [sys.executable, worker.ARGUMENT] in started


def test_rows_of_a_long_file_are_kept_compressed_and_come_back_the_same(text_file, monkeypatch):
    path = text_file("Name,Email\n" + "".join(f"P {n},p{n}@b.example\n" for n in range(50)))
    plain = inspect(path)
    monkeypatch.setattr(inspection, "_MANY", 10)
    packed = inspect(path)
    assert list(packed.records()) == list(plain.records())
    assert list(packed.contacts("person")) == list(plain.contacts("person"))
    assert (packed.chunk(0), list(packed.odd())) == (plain.chunk(0), list(plain.odd()))
    assert sum(map(len, packed.packed)) < sum(map(len, plain.packed))
