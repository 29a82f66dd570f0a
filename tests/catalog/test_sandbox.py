"""Hostile SQL: nothing leaves the sandbox but rows of the published tables, and after each attack it answers as before.

Every attack is made twice where it reaches for something outside: once at the door as it is, once with the list of what
is allowed taken away, so that the fences behind it are tried, too.
"""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from catalog.sandbox import pool
from catalog.sandbox.pool import Refused, Sandbox
from catalog.versions import WAREHOUSE
from catalog.warehouse import Edition
from tests.catalog.attacks import GREEDY, INSIDE, OUTSIDE, UNICODE

BRIEF = 0.15  # seconds that a greedy query gets
USUAL = 15.0  # seconds for an easy question, a new process included, on a busy machine
SECRET = "lianfang-secret-7d1f"
NO_LIST = "c.check = lambda *_: None"


@pytest.fixture(scope="module")
def database(opened: Edition) -> Path:
    return opened.folder / WAREHOUSE


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pool, "GRACE", 0.3)
        patched.setenv("LIANFANG_SECRET", SECRET)
        made = Sandbox()
        yield made
        for worker in made._idle:
            worker.end()


def outcome(box: Sandbox, database: Path, sql: str, seconds: float = USUAL) -> str:
    """The code of the refusal, or "answered"; no trace, no path and no secret comes out in either case."""
    try:
        answer = box.ask(database, sql, seconds=seconds)
        told, code = repr(answer), "answered"
        # What a fence lets through may be a number or nothing, but no text.
        assert all(cell is None or isinstance(cell, int | float) for row in answer.rows for cell in row)
    except Refused as refused:
        told, code = refused.detail, refused.code
    for leak in (SECRET, "root:", "Traceback", str(database.parent), "site-packages"):
        assert leak not in told
    return code


def answers_as_usual(box: Sandbox, database: Path) -> None:
    begun = time.monotonic()
    answer = box.ask(database, "select count(*) from mart.figures", seconds=USUAL)
    assert answer.rows[0][0] > 500
    assert time.monotonic() - begun < USUAL


@pytest.mark.parametrize("sql", OUTSIDE.values(), ids=OUTSIDE)
def test_nothing_outside_can_be_named(box: Sandbox, database: Path, sql: str) -> None:
    assert outcome(box, database, sql) in ("table", "function", "kind")
    answers_as_usual(box, database)


@pytest.mark.parametrize(("sql", "code"), INSIDE.values(), ids=INSIDE)
def test_only_one_query_over_published_tables_is_taken(box: Sandbox, database: Path, sql: str, code: str) -> None:
    assert outcome(box, database, sql) == code
    answers_as_usual(box, database)


@pytest.mark.parametrize("sql", GREEDY.values(), ids=GREEDY)
def test_greed_ends_at_its_limits(box: Sandbox, database: Path, sql: str) -> None:
    begun = time.monotonic()
    code = outcome(box, database, sql, BRIEF)
    assert code in ("time", "memory", "size", "deep", "sql", "answered")
    assert time.monotonic() - begun < USUAL
    answers_as_usual(box, database)


@pytest.mark.parametrize("sql", UNICODE.values(), ids=UNICODE)
def test_letters_that_look_alike_open_nothing(box: Sandbox, database: Path, sql: str) -> None:
    assert outcome(box, database, sql) in ("sql", "function", "table")
    answers_as_usual(box, database)


def test_there_are_more_than_sixty_attacks() -> None:
    assert len(OUTSIDE) + len(INSIDE) + len(GREEDY) + len(UNICODE) >= 150


def without(*fences: str) -> Iterator[Sandbox]:
    """A sandbox with some of its fences taken down in the child."""
    down = "import catalog.sandbox.child as c; " + "; ".join(fences)
    made = Sandbox(start=pool.START.replace("; main()", f"; {down}; main()"))
    yield made
    for worker in made._idle:
        worker.end()


@pytest.fixture(scope="module")
def unlisted(database: Path) -> Iterator[Sandbox]:
    """Without the list: DuckDB's lock and the process remain."""
    yield from without(NO_LIST)


@pytest.fixture(scope="module")
def unlocked(database: Path) -> Iterator[Sandbox]:
    """Without the list and without DuckDB's lock: only the process remains."""
    yield from without(NO_LIST, "c.CONFIG.clear()")


def test_the_fences_that_are_taken_down_for_the_tests_are_down(
    unlisted: Sandbox, unlocked: Sandbox, database: Path
) -> None:
    setting = "select current_setting('enable_external_access')"
    assert unlisted.ask(database, setting).rows == ((False,),)
    assert unlocked.ask(database, setting).rows == ((True,),)


@pytest.mark.parametrize("sql", OUTSIDE.values(), ids=OUTSIDE)
def test_behind_the_list_stand_the_locked_database_and_the_process(
    unlisted: Sandbox, unlocked: Sandbox, database: Path, sql: str
) -> None:
    for box in (unlisted, unlocked):
        outcome(box, database, sql)
        answers_as_usual(box, database)
    assert not Path("/tmp/lianfang-log").exists()


def test_the_process_has_no_environment_and_can_open_nothing(box: Sandbox, database: Path) -> None:
    answers_as_usual(box, database)
    process = psutil.Process(box._idle[-1].pid)
    assert process.environ() == {}
    assert process.cwd() == "/"
    assert process.rlimit(psutil.RLIMIT_NOFILE) == (0, 0)
    assert process.rlimit(psutil.RLIMIT_FSIZE) == (0, 0)
    assert process.rlimit(psutil.RLIMIT_AS)[0] < 4 << 30
    assert not process.net_connections()


def test_a_process_that_does_not_heed_its_clock_is_killed(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "GRACE", 0.3)
    for box in without("c.threading.Timer.start = lambda timer: None"):
        assert outcome(box, database, "select 1") == "answered"
        deaf = psutil.Process(box._idle[-1].pid)
        assert outcome(box, database, "select count(*) from range(100000000000)", 0.2) == "time"
        assert not deaf.is_running()
        answers_as_usual(box, database)


def test_a_query_that_ends_its_process_is_told_so_and_the_next_one_is_answered(database: Path) -> None:
    for box in without(NO_LIST, "c.fetch = lambda *_: c.os._exit(11)"):
        assert outcome(box, database, "select 1") == "crash"
        assert outcome(box, database, "select 1") == "crash"
        assert box._idle == []


def test_a_process_that_ended_while_nobody_asked_is_replaced_unnoticed(database: Path) -> None:
    for box in without("c.IDLE = 0.05"):
        answers_as_usual(box, database)
        psutil.Process(box._idle[-1].pid).wait(10)
        answers_as_usual(box, database)


def test_what_a_library_prints_is_no_part_of_an_answer(database: Path) -> None:
    for box in without("c.check = lambda *_: c.os.write(1, b' 11% of a progress bar')"):
        answers_as_usual(box, database)


def test_an_answer_that_is_none_counts_as_a_crash(database: Path) -> None:
    for box in without("c.json.dumps = lambda answer: str(answer)"):
        with pytest.raises(Refused) as refused:
            box.ask(database, "select 1", seconds=USUAL)
        assert refused.value.code == "start"


def test_an_answer_that_never_ends_is_cut_off(database: Path) -> None:
    for box in without("c.fetch = lambda *_: {'columns': ['x'], 'rows': ['x' * (20 << 20)], 'more': False}"):
        assert outcome(box, database, "select 1") == "size"


def test_readers_beyond_the_second_wait_and_are_told_when_it_takes_too_long(database: Path) -> None:
    box = Sandbox(at_once=1, patience=0.2)
    slow = threading.Thread(target=outcome, args=(box, database, "select count(*) from range(100000000000)", 1.5))
    slow.start()
    while box._free._value:  # a Semaphore tells nobody else how many are left
        time.sleep(0.01)
    assert outcome(box, database, "select 1") == "busy"
    slow.join()
    answers_as_usual(box, database)
    box._idle[-1].end()


def test_many_rows_are_cut_and_said_to_be(box: Sandbox, database: Path) -> None:
    answer = box.ask(database, "select * from range(1000000)", rows=100)
    assert len(answer.rows) == 100
    assert answer.more
    assert not box.ask(database, "select * from range(100)", rows=100).more


def test_another_version_is_asked_in_a_process_that_has_it_open(box: Sandbox, database: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(database, tmp_path / "other.duckdb"))
    answers_as_usual(box, database)
    answers_as_usual(box, other)
    assert [worker.database for worker in box._idle] == [other]
    answers_as_usual(box, database)


QUERIES = {
    "select 1, 1, 2 as a, 3 as a": (("1", "1_2", "a", "a_2"), (1, 1, 2, 3)),
    "select null, true, 1.5, 'a', date '2020-02-05'": (None, (None, True, "1.5", "a", "2020-02-05")),
    "select interval 3 day": (None, ("3 days, 0:00:00",)),
    "select [1, null], {'a': [date '2020-02-05']}, 1e300 * 1e300": (None, ([1, None], {"a": ["2020-02-05"]}, "inf")),
    "with recursive t(i) as (select 1 union all select i + 1 from t where i < 9) select max(i) from t": (None, (9,)),
    "select list_transform([1, 2], lambda x: x + 1), [x for x in [1, 2] if x > 1]": (None, ([2, 3], [2])),
    "from (pivot figures on wave_id in ('2020') using count(*) group by theme) select count(*) > 3": (None, (True,)),
    "select count(*) > 9 from (describe mart.figures)": (None, (True,)),
    "select count(*) filter (status = 'reported') > 9 from figures semi join metric using (metric_id)": (None, (True,)),
    "select row_number() over (order by figure_id), '联防' like '联%' from core.figure limit 1": (None, (1, True)),
    "summarize select 1 as one": (None, ("one", "INTEGER", "1", "1", 1, "1.0", None, "1", "1", "1", 1, "0.00")),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), QUERIES.items(), ids=QUERIES)
def test_what_students_write_is_answered(
    box: Sandbox, database: Path, sql: str, expected: tuple[tuple[str, ...] | None, tuple[object, ...]]
) -> None:
    answer = box.ask(database, sql, seconds=USUAL)
    names, row = expected
    assert answer.rows == (row,)
    assert names in (None, answer.columns)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("selec 1", 'syntax error at or near "selec"'),
        ("select valu from mart.figures", '"value"'),
        ("select 1 / 'x'", "Could not convert"),
        ("select 'unended", "unterminated"),
    ],
)
def test_a_mistake_comes_back_in_the_words_of_the_database(box: Sandbox, database: Path, sql: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        box.ask(database, sql, seconds=USUAL)
    assert refused.value.code == "sql"
    assert said in refused.value.detail


def test_a_time_with_a_zone_is_refused_instead_of_failing_on_a_missing_file(box: Sandbox, database: Path) -> None:
    with pytest.raises(Refused) as refused:
        box.ask(database, "select current_timestamp", seconds=USUAL)
    assert (refused.value.code, refused.value.detail) == ("kind", "TIMESTAMP WITH TIME ZONE")
