"""The word lists hold together: units exist, themes are known, every block says why."""

import tomllib

from etl.resolve import read_text
from etl.schema import THEMES
from etl.text.lexicon import lexicon
from etl.text.plain import simplified
from etl.text.registry import REGISTRY
from etl.text.unit import measure_words, unit_classes


def test_every_unit_that_a_word_list_names_is_registered():
    words = lexicon()
    named = {*measure_words().values(), *words.counted.values(), *words.counted_after_big.values()}
    named |= {*words.counted_outside.values(), *(unit for rules in words.fixes.values() for _, unit in rules)}
    assert named <= unit_classes().keys()


def test_every_theme_is_one_of_the_closed_list():
    words = lexicon()
    leanings = [leaning for of in words.leanings.values() for leaning in of.values()]
    assert {theme for theme, _ in (*words.nouns.values(), *words.verbs.values(), *leanings)} <= THEMES


def test_every_leaning_belongs_to_a_registered_unit_or_class():
    words, classes = lexicon(), unit_classes()
    assert words.leanings["class"].keys() <= set(classes.values())
    assert words.leanings["unit"].keys() | words.leanings["head"].keys() <= classes.keys()


def test_every_block_says_why():
    data = tomllib.loads((REGISTRY / "lexicon.toml").read_text(encoding="utf-8"))
    blocks = [block for value in data.values() if isinstance(value, list) for block in value]
    assert len(blocks) > 25
    assert all(block["why"] for block in blocks)


def test_simplifying_keeps_the_length_and_the_meaning():
    printed = "動員黨員三百餘名,對３４００戶逐戶登記"
    assert simplified(printed) == "动员党员三百余名,对３４００户逐户登记"


def test_areas_counted_without_a_measure_word_are_read():
    figures = read_text("沿江八乡镇、两县和6街道已全部设卡。")
    assert [(figure.value, figure.unit) for figure in figures] == [(8, "town"), (2, "county"), (6, "subdistrict")]
