"""The reader's word lists agree with the registry's units."""

from etl.resolve import read_text
from etl.text.lexicon import lexicon
from etl.text.unit import measure_words, unit_classes


def test_every_unit_that_a_word_names_is_a_unit_of_the_registry():
    words = lexicon()
    named = {
        *words.counted.values(),
        *words.counted_after_big.values(),
        *words.counted_outside.values(),
        *(unit for rules in words.fixes.values() for _, unit in rules),
        *measure_words().values(),
    }
    assert named <= set(unit_classes())


def test_areas_counted_without_a_measure_word_are_read():
    figures = read_text("沿江八乡镇、两县和6街道已全部设卡。")
    assert [(figure.value, figure.unit) for figure in figures] == [(8, "town"), (2, "county"), (6, "subdistrict")]
