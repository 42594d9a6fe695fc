"""The gate lets no figure fall below its threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from coverage import Coverage

from tools.coverage_gate import GROUPS, THRESHOLDS, figures, verdict

if TYPE_CHECKING:
    from pathlib import Path

MODULE = "def used():\n    return 1\n\n\ndef unused():\n    return 2\n"


def test_a_figure_is_the_share_of_lines_that_were_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three lines of four are 75; a package that was moved away, and of which nothing was looked at, is 0."""
    monkeypatch.chdir(tmp_path)
    rules = tmp_path / "source_xero_revrec" / "rules"
    rules.mkdir(parents=True)
    (rules / "made.py").write_text(MODULE)
    measured = Coverage()
    measured.get_data().add_lines({str(rules / "made.py"): [1, 2, 5]})

    found = figures(measured)

    assert (found["source_xero_revrec"], found["the rules"], found["all but the sandbox"]) == (75, 75, 75)
    assert (found["xero_api"], found["xero_sandbox"]) == (0, 0)


@pytest.mark.parametrize(("threshold", "passes"), [(75.0, True), (75.01, False)])
def test_a_figure_below_its_threshold_fails(threshold: float, *, passes: bool) -> None:
    """The figure itself is enough; what is short is named, and what has no threshold is shown."""
    said, passed = verdict({"the rules": 75.0, "xero_api": 1.0}, {"the rules": threshold})

    assert passed is passes
    assert f" 75.00 %   at least {threshold:.2f} %\n" in said
    assert ("too little of the rules;" in said) is not passes
    assert "xero_api                     1.00 %" in said


def test_every_threshold_is_that_of_a_figure() -> None:
    """A threshold under a name that nothing has would hold nothing."""
    assert set(THRESHOLDS) <= set(GROUPS)
