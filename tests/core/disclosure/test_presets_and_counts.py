"""Presets as data, and one number at the gate."""

from __future__ import annotations

import dataclasses

import pytest

from wesaid.disclosure import (
    CROSS_TAB,
    HES_2018,
    LT10,
    PRESETS,
    SMALL_GROUP,
    Certainty,
    NotACountError,
    Preset,
    PresetError,
    Shown,
    UnknownPresetError,
    preset_named,
    share,
    show_count,
)


def test_the_presets() -> None:
    rules = {name: (preset.fewest, preset.most, preset.round_to) for name, preset in PRESETS.items()}
    assert rules == {
        "small-group": (1, 7, None),
        "cross-tab": (1, 9, None),
        "lt5": (1, 4, None),
        "HES-old": (1, 5, None),
        "HES-2018": (1, 7, 5),
        "lt10": (0, 9, None),
    }
    assert all(preset.source for preset in PRESETS.values())
    assert preset_named("lt5") is PRESETS["lt5"]


def test_an_unknown_preset_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(UnknownPresetError, match="small-group, cross-tab"):
        preset_named("lt6")


@pytest.mark.parametrize(
    "rule",
    [{"most": 7, "fewest": 2}, {"most": 2}, {"most": 7, "round_to": 17}, {"most": 7, "round_to": 1}],
)
def test_a_preset_that_protects_nothing_or_shows_a_false_nought_is_refused(rule: dict[str, int]) -> None:
    with pytest.raises(PresetError):
        Preset("odd", source="none", certainty=Certainty.OURS, **rule)


TENS = Preset("tens", most=7, round_to=10, source="tests", certainty=Certainty.OURS)


@pytest.mark.parametrize("preset", [*PRESETS.values(), TENS], ids=lambda preset: preset.name)
def test_every_number_at_the_gate(preset: Preset) -> None:
    for people in range(200):
        shown = show_count(people, preset)
        if preset.fewest <= people <= preset.most:
            assert (shown.value, shown.withheld, shown.fewer_than) == (None, True, preset.most + 1)
            assert str(shown) == f"fewer than {preset.most + 1}"
        else:
            step = preset.round_to or 1
            assert shown.value is not None
            assert shown.value % step == 0
            assert abs(shown.value - people) * 2 <= step
            assert (shown.withheld, shown.fewer_than) == (False, None)
            assert (shown.value == 0) == (people == 0)  # 0 always means nobody
            alike = [other for other in range(300) if show_count(other, preset) == shown]
            assert preset.behind(people) == (alike[0], alike[-1])


def test_defaults() -> None:
    assert show_count(7) == show_count(1) == Shown(None, 8)
    assert show_count(8).value == 8
    assert show_count(0).value == 0
    assert show_count(0, LT10) == Shown(None, 10)
    assert show_count(9, CROSS_TAB).withheld
    assert show_count(8, HES_2018).value == 10


@pytest.mark.parametrize("people", [-1, 2.0, "3", True, None])
def test_what_is_not_a_count_is_refused(people: object) -> None:
    with pytest.raises(NotACountError):
        show_count(people)  # type: ignore[arg-type]


def test_a_withheld_number_is_nowhere_in_what_is_handed_on() -> None:
    hidden = [show_count(people) for people in range(1, 8)]
    assert Shown.__slots__ == ("value", "fewer_than")
    assert not hasattr(hidden[0], "__dict__")
    assert len({(repr(shown), str(shown), hash(shown), dataclasses.astuple(shown)) for shown in hidden}) == 1
    with pytest.raises(NotACountError):
        Shown(3, fewer_than=8)


def test_shares_come_from_shown_numbers() -> None:
    assert share(show_count(12), show_count(48)) == 0.25
    assert share(show_count(12, HES_2018), show_count(48, HES_2018)) == 10 / 50
    assert share(show_count(3), show_count(48)) is None
    assert share(show_count(8), show_count(5)) is None
    assert share(show_count(0), show_count(0)) is None
    assert share(show_count(0), show_count(9)) == 0.0


def test_small_group_is_the_default() -> None:
    assert show_count(7) == show_count(7, SMALL_GROUP)
