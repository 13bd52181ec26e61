"""Settings come from the environment, each within a range that makes sense."""

from __future__ import annotations

import pytest

from kgservice.errors import UsageError
from kgservice.settings import SETTINGS, read_settings


def test_nothing_set_is_every_default():
    assert read_settings({}) == {setting.name: setting.default for setting in SETTINGS}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_least_and_the_most_are_taken_and_what_lies_beyond_is_not(setting):
    for value in (setting.least, setting.most):
        assert read_settings({setting.variable: str(value)})[setting.name] == value
    for value in (setting.least - 1, setting.most + 1):
        with pytest.raises(
            UsageError, match=f"{setting.variable} is '{value}'; .* from {setting.least} to {setting.most}"
        ):
            read_settings({setting.variable: str(value)})


@pytest.mark.parametrize("written", ["", "many", "1.5", "２", "1e2", " 3", "4\n5", "9" * 5000])
def test_what_is_no_number_is_told_on_one_line(written):
    with pytest.raises(UsageError) as told:
        read_settings({"KG_WORKERS": written})
    assert "KG_WORKERS" in str(told.value)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 120
