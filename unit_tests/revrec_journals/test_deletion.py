"""A row that its loader marked as deleted is told from one that is there, and a mark that says neither is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.deletion import Kind, UnclearMark, is_deleted, marks_among

FLAGS = [
    "_ab_cdc_deleted_at",
    "_fivetran_deleted",
    "_sdc_deleted_at",
    "_dlt_deleted",
    "__deleted",
    "_deleted",
    "deleted",
    "is_deleted",
    "IsDeleted",
    "IS_DELETED",
    "isdeleted",
    "deleted_at",
    "Deleted At",
    "_hoodie_is_deleted",
    "__hevo__marked_deleted",
    "_PEERDB_IS_DELETED",
    "dbt_is_deleted",
    "soft_deleted",
    "deletedAt",
    "delete_flag",
    "_tombstone",
    "removed_at",
    "dw_deleted",
    "EDW_IS_DELETED",
    "stg_deleted_flag",
    "IsDelete",
    "__artie_delete",
    "__streamkap_deleted",
    "_sling_deleted_at",
    "MTLN_CDC_DELETED",
    "LOEKZ",
    "soft_delete",
    "is_soft_delete",
    "LogicalDelete",
    "is_deleted__c",
    "Deleted (Y/N)",
    "_fivetran_deleted.boolean",
    "deleted:boolean",
]
OPERATIONS = [
    "__op",
    "_op",
    "op",
    "Op",
    "_meta/op",
    "_change_type",
    "_CHANGE_TYPE",
    "METADATA$ACTION",
    "header__change_oper",
    "_hoodie_operation",
    "cdc_operation",
    "_dms_op",
    "_streamkap_op",
    "_sling_synced_op",
    "METADATA_ACTION",
    "datastream_metadata_change_type",
    "datastream_metadata.change_type",
    "SYS_CHANGE_OPERATION",
    "IBMSNAP_OPERATION",
    "DI_OPERATION_TYPE",
    "__operation_type",
    "_event_type",
    "ODQ_CHANGEMODE",
    "IUUC_OPERAT_FLAG",
    "MTLN_CDC_LAST_CHANGE_TYPE",
    "STRIIM_OPTYPE",
]
OTHERS = [
    "Journal Entry Id",
    "Amount",
    "Change Type",
    "Transaction",
    "undeleted",
    "_shop",
    "_stop",
    "Shop",
    "_ab_cdc_lsn",
    "_fivetran_synced",
    "_sdc_batched_at",
    "METADATA$ISUPDATE",
    "",
    "_",
    "_rescued_data",
    "current",
    "metadata",
    "Dropped",
    "Model",
]


def deleted(column: str, value: Any) -> bool:  # noqa: ANN401 - any value of JSON
    """Tell whether a row with this value in this column is marked as deleted."""
    return is_deleted({column: value}, marks_among([column]))


def unclear(column: str, value: Any) -> bool:  # noqa: ANN401 - any value of JSON
    """Tell whether a value is refused, with its column named."""
    with pytest.raises(UnclearMark) as refused:
        deleted(column, value)
    return (refused.value.column, refused.value.value) == (column, value)


@pytest.mark.parametrize("column", FLAGS)
def test_a_flag_is_known_by_its_name(column: str) -> None:
    """Whichever loader wrote it, in whatever spelling a warehouse gives it."""
    assert [mark.kind for mark in marks_among([column])] == [Kind.FLAG]


@pytest.mark.parametrize("column", OPERATIONS)
def test_an_operation_is_known_by_its_name(column: str) -> None:
    """As loaders of changes write it beside each row."""
    assert [mark.kind for mark in marks_among([column])] == [Kind.OPERATION]


@pytest.mark.parametrize("column", OTHERS)
def test_a_column_of_somebodys_own_is_no_mark(column: str) -> None:
    """Nobody's lines are left out for a name that merely looks like a mark."""
    assert marks_among([column]) == ()


YES = [True, 1, Decimal("1.0"), "1", "1.0", "true", "TRUE", " t ", "Yes", "y", "X", "deleted"]
MOMENTS = ["2026-02-01T00:00:00Z", "2026-02-01 10:11:12.123456+00", "2026-02-01", "01/02/2026", "1.2.2026 08:00"]
NUMBERS = [631_152_000, 1769904000, 1769904000123, "1769904000123456", Decimal("1769904000.5"), 20260201]
NO = [
    None,
    False,
    0,
    Decimal("0.0"),
    Decimal("NaN"),
    float("nan"),
    "",
    " ",
    "0",
    "0.0",
    "false",
    "False",
    "F",
    "no",
    "n",
]
UNCLEAR = [
    "perhaps",
    "null",
    "None",
    2,
    631_151_999,
    -1,
    "-1",
    Decimal("0.5"),
    "1970-01-01",
    "0000-00-00 00:00:00",
    "9999-12-31",
]


@pytest.mark.parametrize("column", ["_fivetran_deleted", "_ab_cdc_deleted_at"])
@pytest.mark.parametrize("value", [*YES, *MOMENTS, *NUMBERS])
def test_a_flag_or_a_moment_says_deleted(column: str, value: Any) -> None:  # noqa: ANN401
    """As text, number, boolean or timestamp; what a column is called does not say which of them it holds."""
    assert deleted(column, value)


@pytest.mark.parametrize("column", ["_fivetran_deleted", "_ab_cdc_deleted_at"])
@pytest.mark.parametrize("value", NO)
def test_nothing_or_no_says_that_a_row_is_there(column: str, value: Any) -> None:  # noqa: ANN401
    """Such a column is empty in most rows."""
    assert not deleted(column, value)


@pytest.mark.parametrize("column", ["_fivetran_deleted", "_ab_cdc_deleted_at"])
@pytest.mark.parametrize("value", [*UNCLEAR, {"a": 1}, [True]])
def test_a_value_that_says_neither_is_refused(column: str, value: Any) -> None:  # noqa: ANN401
    """A date beyond all sense may be how somebody writes that nothing was deleted yet."""
    assert unclear(column, value)


@pytest.mark.parametrize("value", ["d", "D", "delete", "DELETE", "-D", "update_preimage", "-U", "B"])
def test_an_operation_takes_a_row_out(value: str) -> None:
    """It was deleted, or this is how it was before an update."""
    assert deleted("__op", value)


@pytest.mark.parametrize(
    "value", [None, "", "c", "I", "INSERT", "u", "r", "snapshot", "UPSERT", "update_postimage", "+I"]
)
def test_an_operation_leaves_a_row_in(value: str | None) -> None:
    """It was put in, or changed, and this is how it is."""
    assert not deleted("__op", value)


@pytest.mark.parametrize("value", ["t", "truncate", "5", 1, "m", True])
def test_an_operation_that_is_not_known_is_refused(value: Any) -> None:  # noqa: ANN401
    """A table that was emptied says so in a row of its own."""
    assert unclear("__op", value)


@pytest.mark.parametrize(("code", "gone"), [(1, True), ("1", True), (Decimal("2.0"), False), (3, True), (4, False)])
def test_sql_servers_codes_are_its_own(code: Any, *, gone: bool) -> None:  # noqa: ANN401
    """1 deletes, 2 inserts, 3 is the row before an update and 4 the row after it."""
    assert deleted("__$operation", code) is gone
    assert unclear("__$operation", 5)


@pytest.mark.parametrize(
    ("column", "value", "gone"),
    [
        ("ODQ_ENTITYCNTR", -1, True),
        ("odq_entitycntr", Decimal(1), False),
        ("ODQ_ENTITYCNTR", "0", False),
        ("hvr_op", 0, True),
        ("HVR_OP", "1", False),
        ("_mz_diff", Decimal(-1), True),
        ("_mz_diff", 1, False),
        *(("ROCANCEL", value, True) for value in "XDR"),
        *(("0RECORDMODE", value, False) for value in ("", " ", "N", None)),
        ("A_ENTTYP", "DL", True),
        ("A_ENTTYP", "UB", True),
        ("a_enttyp", "UP", False),
    ],
)
def test_codes_of_one_loader_are_its_own(column: str, value: Any, *, gone: bool) -> None:  # noqa: ANN401
    """R reverses in SAP, and is a row that was read elsewhere."""
    assert deleted(column, value) is gone


@pytest.mark.parametrize(
    ("column", "value"),
    [("RECORDMODE", "A"), ("ODQ_ENTITYCNTR", 2), ("A_ENTTYP", "XX"), ("_mz_diff", 2), ("hvr_op", 42)],
)
def test_a_code_that_is_no_whole_row_is_refused(column: str, value: Any) -> None:  # noqa: ANN401
    """A row that adds to what was there is none that can be posted."""
    assert unclear(column, value)


@pytest.mark.parametrize(("value", "gone"), [(True, False), ("false", True), (0, True), ("1", False)])
def test_a_row_that_is_not_current_was_replaced(value: Any, *, gone: bool) -> None:  # noqa: ANN401
    """A table with history keeps the older rows; one that does not say which it is may be either."""
    assert deleted("_fivetran_active", value) is gone
    assert deleted("is_current", value) is gone
    assert unclear("_fivetran_active", None)


def test_a_row_whose_time_has_ended_was_replaced() -> None:
    """A year beyond all others is how such tables write that it has not."""
    assert deleted("dbt_valid_to", "2026-02-01 00:00:00")
    assert deleted("__END_AT", 1769904000)
    assert not deleted("dbt_valid_to", None)
    assert not deleted("_fivetran_end", "9999-12-31T23:59:59.999Z")
    assert unclear("dbt_valid_to", "1970-01-01")


@pytest.mark.parametrize("written", [lambda inner: inner, json.dumps])
def test_marks_inside_of_an_object_are_read(written: Any) -> None:  # noqa: ANN401 - a function
    """Also where the warehouse keeps the object as text."""
    assert deleted("_meta", written({"op": "d", "source": {"deleted": True}}))
    assert deleted("datastream_metadata", written({"is_deleted": True, "change_type": "DELETE"}))
    assert not deleted("_meta", written({"op": "u", "uuid": "1"}))
    assert deleted("_cdc", written({"op": "D", "ts": "2026-02-01"}))
    assert deleted("flow_document", written({"Amount": 1, "_meta": {"op": "d"}}))
    assert not deleted("flow_document", written({"Operation": "delete", "_meta": {"op": "u"}}))
    assert not deleted("flow_document", written({"Amount": 1}))
    with pytest.raises(UnclearMark, match="op"):
        deleted("_meta", written({"op": "?"}))


def test_an_object_that_cannot_be_read_is_refused() -> None:
    """What is no object has no marks."""
    assert unclear("_meta", '{"op": ')
    assert unclear("flow_document", '{"_meta": ')
    assert not deleted("_meta", "loaded by hand")
    assert not deleted("_meta", None)


DOUBTFUL = [
    ("customer_is_deleted", "true"),
    ("acme_deleted_at", "2026-02-01"),
    ("deleted_by", "jsmith"),
    ("voided", 1),
    ("is_active", False),
    ("active", "N"),
    ("is_active", "perhaps"),
    ("valid_to", "2026-02-01"),
    ("effective_end_date", "2026-02-01 00:00:00"),
    ("Status", "Cancelled"),
    ("Status", "Draft"),
    ("journal_status", "Open"),
    ("OPERATION_TYPE", "DELETE"),
    ("OperationName", "delete"),
    ("matillion_operation", "D"),
    ("gg_op", "D"),
    ("CHANGE_IND", "D"),
    ("crud", "D"),
    ("delete", "yes"),
    ("deletion", "true"),
    ("del", "X"),
    ("deleted.value", "true"),
    ("Operation", "DELETE"),
    ("OPERATION$", "D"),
    ("cdc$operation", "d"),
    ("action", "delete"),
    ("row_action", "D"),
    ("DTL__CAPXACTION", "D"),
    ("sdc.operation.type", "D"),
]
HARMLESS = [
    ("customer_is_deleted", "false"),
    ("customer_is_deleted", None),
    ("deleted_by", "n/a"),
    ("voided", 0),
    ("is_active", True),
    ("is_active", None),
    ("valid_to", None),
    ("valid_to", "9999-12-31"),
    ("valid_to", "2099-12-31"),
    ("Status", "Posted"),
    ("Status", "Created"),
    ("Status", ""),
    ("OPERATION_TYPE", "INSERT"),
    ("Event Type", "Sale"),
    ("co_op", "Northern"),
    ("delete", "no"),
    ("Operation", "INSERT"),
    ("action", "insert"),
    ("del", None),
]


@pytest.mark.parametrize(("column", "value"), DOUBTFUL)
def test_a_row_that_a_column_may_mark_is_refused(column: str, value: Any) -> None:  # noqa: ANN401
    """It may be about the customer as well as about the row."""
    with pytest.raises(UnclearMark) as refused:
        deleted(column, value)
    assert (refused.value.column, refused.value.value, refused.value.sure) == (column, value, False)


@pytest.mark.parametrize(("column", "value"), HARMLESS)
def test_a_column_that_marks_no_row_refuses_none(column: str, value: Any) -> None:  # noqa: ANN401
    """Whatever it is about, it says that nothing is gone."""
    assert not deleted(column, value)


@pytest.mark.parametrize(
    ("column", "value", "gone"),
    [
        *((column, value, True) for column, value in DOUBTFUL if value not in ("jsmith", "perhaps", "Draft", "Open")),
        *(
            (column, value, False)
            for column, value in HARMLESS
            if value not in ("n/a", "2099-12-31", None, "Sale", "Northern")
        ),
        ("valid_to", None, False),
        ("anything", "Void", True),
        ("anything", "D", True),
        ("anything", "2026-02-01", True),
        ("anything", "no", False),
        ("_fivetran_active", False, True),
    ],
)
def test_a_column_that_is_said_to_mark_rows_does(column: str, value: Any, *, gone: bool) -> None:  # noqa: ANN401
    """By yes or no, a time, an operation or a status, and by its own sense where its name has one."""
    assert is_deleted({column: value}, marks_among([column], {column})) is gone


def test_what_a_column_that_is_said_to_mark_rows_does_not_say_is_refused() -> None:
    """Nothing is guessed of it either."""
    with pytest.raises(UnclearMark) as refused:
        is_deleted({"Status": "Draft"}, marks_among(["Status"], {"Status"}))
    assert refused.value.sure


def test_every_mark_counts() -> None:
    """One that says deleted is enough, and one that is not understood is not passed over."""
    columns = ("_fivetran_deleted", "_ab_cdc_deleted_at")
    marks = marks_among(columns)

    assert is_deleted(dict(zip(columns, (False, "2026-02-01"), strict=True)), marks)
    assert not is_deleted({}, marks)
    with pytest.raises(UnclearMark):
        is_deleted(dict(zip(columns, (True, "perhaps"), strict=True)), marks)


@given(
    st.sampled_from(
        [*FLAGS, *OPERATIONS, "__$operation", "_fivetran_active", "dbt_valid_to", "_meta", "flow_document", "ROCANCEL"]
    ),
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False)
    | st.floats()
    | st.text()
    | st.datetimes().map(str),
)
def test_any_value_says_yes_no_or_that_it_is_unclear(column: str, value: Any) -> None:  # noqa: ANN401
    """Nothing else ever comes out of it."""
    with suppress(UnclearMark):
        assert deleted(column, value) in (True, False)


@given(st.text())
def test_any_name_is_a_mark_or_none(name: str) -> None:
    """Whatever a table calls a column."""
    assert len(marks_among([name])) <= 1
