"""Chinese numerals, as numbers of items and as amounts."""

from __future__ import annotations

import pytest

from kgservice.numerals import chinese_number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("二十五", 25),
        ("一百零三", 103),
        ("一千二百", 1200),
        ("两万", 20_000),
        ("三亿", 300_000_000),
    ],
)
def test_chinese_numbers(words, value):
    assert chinese_number(words) == value
