"""The short names of an office that follow from what it is for."""

from __future__ import annotations

import pytest

from kgservice.finding.aliases import office_aliases


@pytest.mark.parametrize(
    ("name", "place", "alias"),
    [
        ("贵阳市市场监督管理局", "贵阳市", "市监局"),
        ("贵阳市市场监督管理局", "贵阳市", "市场监管局"),
        ("贵阳市市场监督管理局", "贵阳市", "贵阳市监局"),
        ("贵阳市卫生健康委员会", "贵阳市", "卫健委"),
        ("山丹县农业农村局", "山丹县", "山丹农业农村局"),
    ],
)
def test_an_office_has_short_names(registers, name, place, alias):
    assert alias in list(office_aliases(registers, name, place))


@pytest.mark.parametrize(("name", "place"), [("贵阳市人民医院", "贵阳市"), ("贵阳海关", "贵阳市"), ("", "")])
def test_what_is_no_office_of_a_known_function_has_none(registers, name, place):
    assert list(office_aliases(registers, name, place)) == []
