"""Every coded expression reads as it was coded, and no combination of words breaks the order of the bounds."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.text.number import PREFIXES, UnreadableExpression, amount, read_expression
from etl.text.unit import fits, unit_classes

ROOT = Path(__file__).resolve().parents[3]


def golden() -> list[dict[str, str]]:
    overridden = set()
    for path in (ROOT / "data" / "figures").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            overridden |= {row["figure_id"] for row in csv.DictReader(file) if row["override"]}
    with (ROOT / "tests" / "golden" / "figures.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["figure_id"] not in overridden]


def number(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize("row", golden(), ids=lambda row: row["figure_id"])
def test_a_coded_expression_reads_as_coded_and_fits_its_unit(row):
    reading = read_expression(row["expression"])
    assert (reading.value, reading.lower, reading.upper) == tuple(number(row[k]) for k in ("value", "lower", "upper"))
    assert reading.qualifier == row["qualifier"]
    assert fits(reading.unit_class, unit_classes()[row["unit"]])


def test_overrides_are_few():
    assert len(golden()) >= 148


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("300-500名", (None, 300, 500, "range", "person")),
        ("20名至30名", (None, 20, 30, "range", "person")),
        ("2至3万份", (None, 20000, 30000, "range", "item")),
        ("三四百人", (None, 300, 400, "range", "person")),
        ("十五六人", (None, 15, 16, "range", "person")),
        ("十几万", (None, 110000, 199999, "several", "item")),
        ("二十几个", (None, 21, 29, "several", "item")),
        ("几户", (None, 2, 9, "several", "household")),
        ("数十名", (None, 20, 99, "several", "person")),
        ("大概700多户", (700, 700, None, "over", "household")),
        ("近5000余份", (5000, 5000, None, "over", "item")),
        ("约300人左右", (300, None, None, "about", "person")),
        ("近百名", (100, None, 100, "nearly", "person")),
        ("百余名", (100, 100, None, "over", "person")),
        ("千名", (1000, None, None, "about", "person")),
        ("十名", (10, 10, 10, "exact", "person")),
        ("不到50人", (50, None, 50, "up_to", "person")),
        ("100人以内", (100, None, 100, "up_to", "person")),
        ("萬餘戶", (10000, 10000, None, "over", "household")),
        ("１２，３４５人次", (12345, 12345, 12345, "exact", "person_time")),
        ("一亿三千万元", (130000000, 130000000, 130000000, "exact", "CNY")),
        ("三千五", (3500, 3500, 3500, "exact", "item")),
        ("二十三点八万人次", (238000, 238000, 238000, "exact", "person_time")),
        ("98.5%", (98.5, 98.5, 98.5, "exact", "ratio")),
        ("百分之九十五", (95, 95, 95, "exact", "ratio")),
        ("八成以上", (0.8, 0.8, None, "over", "ratio")),
        ("四分之三", (0.75, 0.75, 0.75, "exact", "ratio")),
        ("1个半小时", (1.5, 1.5, 1.5, "exact", "hour")),
        ("3个多月", (3, 3, None, "over", "month")),
        ("8部门", (8, 8, 8, "exact", "item")),
    ],
)
def test_every_form_reads(expression, expected):
    r = read_expression(expression)
    assert (r.value, r.lower, r.upper, r.qualifier, r.unit_class) == expected


@pytest.mark.parametrize("expression", ["", "名", "第四天", "每日一记", "七位一体", "半", "3.4.5名"])
def test_what_is_no_number_is_refused(expression):
    with pytest.raises(UnreadableExpression):
        read_expression(expression)


@given(
    st.integers(1, 10**9),
    st.sampled_from(["", *PREFIXES]),
    st.sampled_from(["", "余", "多"]),
    st.sampled_from(["名", "户", "份", "人次", "万元", "个"]),
    st.sampled_from(["", "以上", "左右", "以内", "以下"]),
)
def test_bounds_hold_the_value_and_two_hedges_never_make_an_upper_bound(n, before, hedge, measure, after):
    r = read_expression(f"{before}{n}{hedge}{measure}{after}")
    n *= 10_000 if measure == "万元" else 1
    assert r.value == n
    assert r.lower is None or r.lower <= n
    assert r.upper is None or r.upper >= n
    if hedge:
        assert r.upper is None


@given(st.integers(1, 99_999_999))
def test_chinese_and_arabic_numerals_agree(n):
    assert amount(chinese(n)) == (n, n)


def chinese(n: int) -> str:
    """Writes n below 10**8 in Chinese, 零 where a place is skipped."""
    if n >= 10_000:
        head, tail = divmod(n, 10_000)
        return chinese(head) + "万" + (("零" if tail < 1000 else "") + chinese(tail) if tail else "")
    out, skipped = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, power)
        if digit:
            out += ("零" if skipped and out else "") + "零一二三四五六七八九"[digit] + name
            skipped = False
        else:
            skipped = True
    return out
