"""The statements that make the views: which, for which schema, and that nothing is left to fill in."""

from __future__ import annotations

import re

import pytest

from source_xero_revrec.views.statements import OF_RECOGNITION, VIEWS, main, views


@pytest.mark.parametrize("mode", VIEWS)
def test_a_mode_has_the_views_of_its_own_tables(mode: str) -> None:
    """Each view is created once, in the schema that was asked for."""
    made = re.findall(r"CREATE OR REPLACE VIEW (\S+)\.(\w+) AS", views("xero", mode))

    assert made == [("xero", view) for view in VIEWS[mode]]


def test_the_schedules_views_are_there_where_revenue_is_recognised_here() -> None:
    """Its table exists nowhere else."""
    made = re.findall(r"CREATE OR REPLACE VIEW (\S+)\.(\w+) AS", views("xero", recognition=True))

    assert made[-len(OF_RECOGNITION) :] == [("xero", view) for view in OF_RECOGNITION]
    assert "revenue_schedule" not in views("xero")
    assert "recognition_changes" not in views("xero")


def test_orders_are_no_part_of_customer_name_mapping() -> None:
    """There the table order_details does not exist, nor pending_data in the other mode."""
    assert "order_details" not in views("xero", "customer_name_mapping")
    assert "pending_data" not in views("xero", "invoice_equals_contract")


def test_nothing_is_left_to_fill_in() -> None:
    """Every place of the schema is filled."""
    assert not re.search(r"[{}]", "".join(views("xero", mode, recognition=True) for mode in VIEWS))


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ("xero", "xero."),
        ("warehouse.xero", "warehouse.xero."),
        ("Xero", '"Xero".'),
        ("raw-data.xero", '"raw-data".xero.'),
        ('x"; drop', '"x""; drop".'),
    ],
)
def test_a_schema_that_is_not_plain_is_quoted(schema: str, written: str) -> None:
    """Upper case, hyphens and quotes stay part of the name."""
    assert f"VIEW {written}current_order_details AS" in views(schema)


@pytest.mark.parametrize("schema", ["", " ", "a..b", ".a"])
def test_a_schema_without_a_name_is_refused(schema: str) -> None:
    """The message says what is expected."""
    with pytest.raises(ValueError, match=r"schema or database\.schema"):
        views(schema)


def test_an_unknown_mode_is_refused_with_the_known_ones() -> None:
    """The message names them."""
    with pytest.raises(ValueError, match="invoice_equals_contract, customer_name_mapping"):
        views("xero", "monthly")


def test_the_command_prints_the_statements_of_a_mode(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing else is on standard output, so that it can go into a file."""
    assert main(["--schema", "xero", "--mode", "customer_name_mapping"]) == 0

    assert capsys.readouterr() == (views("xero", "customer_name_mapping"), "")


def test_the_command_says_what_is_wrong_with_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence, and nothing that a warehouse could be fed with."""
    assert main(["--schema", "a..b"]) == 2

    out, error = capsys.readouterr()
    assert (out, error.count("\n")) == ("", 1)
    assert "database.schema" in error


@pytest.mark.parametrize("mode", VIEWS)
def test_a_semicolon_ends_a_statement_and_nothing_else(mode: str) -> None:
    """Programs that cut a script at its semicolons must not cut a comment in two."""
    comments = [line for line in views("xero", mode).splitlines() if line.startswith("--")]

    assert comments
    assert not any(";" in line for line in comments)
