"""How people's own files and tables of journal entries are written, as the forms in Airbyte ask for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from revrec_journals.amounts import Notation
from revrec_journals.by_name import folded
from revrec_journals.columns import REVREC_COLUMNS
from revrec_journals.days import order_fault
from revrec_journals.layout import CREDIT_ACCOUNT, DEBIT_ACCOUNT, ID, AmountColumns, Layout, TextFile
from revrec_journals.ready_made import READY_MADE

_TAB = "tab"


class Column(BaseModel):
    """A column of the input that is called differently from RevRec's."""

    model_config = ConfigDict(title="Column", extra="forbid")

    revrec_column: str = Field(
        title="RevRec's column",
        description=f"One of {', '.join(REVREC_COLUMNS)}, of those that `format` adds (Debit, Credit, Debit Account, "
        "Credit Account, Narration), or a RevRec field of the tracking mapping.",
        min_length=1,
        examples=["Amount"],
        json_schema_extra={"order": 0},
    )
    column: str = Field(
        title="Column of the input",
        description="How your table or file calls it. Case, spaces and underscores do not matter.",
        min_length=1,
        examples=["amount_base"],
        json_schema_extra={"order": 1},
    )


class Format(BaseModel):
    """How the input is written, where it is not as RevRec writes it. Nothing is guessed."""

    model_config = ConfigDict(title="Format", extra="forbid")

    ready_made: Literal["revrec", "xero_import", "quickbooks", "netsuite", "zuora", "stripe"] = Field(
        "revrec",
        title="Ready-made format",
        description="`revrec` (the default) is RevRec's JournalEntries.csv, `xero_import` Xero's import template of "
        "manual journals, `quickbooks`, `netsuite` and `zuora` those programs' journals with a debit and a credit "
        "column, `stripe` Stripe's revenue recognition export, which has two accounts in a row. The fields below "
        "change single things of it.",
        json_schema_extra={"order": 0},
    )
    dates: str | None = Field(
        None,
        title="Dates",
        description="`day_first` (31/1/2026), `month_first` (1/31/2026), `iso` (2026-01-31), `month_end` (2026-01 is "
        "the 31st), or a pattern of YYYY or YY, M, MM, MMM or MMMM, D or DD. YYYY-MM-DD and the dates of Excel are "
        "always read. If empty, nothing else is.",
        min_length=1,
        examples=["day_first", "DD.MM.YYYY"],
        json_schema_extra={"order": 1},
    )
    amounts: AmountColumns | None = Field(
        None,
        title="Amounts",
        description="`amount_and_side`: a column Amount and a column Posting Type. `signed_amount`: a column Amount "
        "in which a minus is a credit. `debit_and_credit`: a column Debit and a column Credit. `two_accounts`: a "
        "column Debit Account, a column Credit Account and one Amount, so that a row is two lines. If empty, it is as "
        "in the ready-made format.",
        json_schema_extra={"order": 2},
    )
    decimal_mark: Literal[".", ","] | None = Field(
        None,
        title="Decimal mark",
        description="What stands before the cents, `.` or `,`. If empty, it is a point, and 1.234 is refused rather "
        "than rounded.",
        json_schema_extra={"order": 3},
    )
    thousands_separator: Literal[",", ".", " ", "'"] | None = Field(
        None,
        title="Thousands separator",
        description="What may stand between thousands: `,`, `.`, ` ` or `'`. If empty, nothing may.",
        json_schema_extra={"order": 4},
    )
    currency_sign: str | None = Field(
        None,
        title="Currency sign",
        description="What may stand before or after an amount, for example $ or NZD. It converts nothing. If empty, "
        "nothing may.",
        pattern=r"^[^0-9.,'()+\s-]+$",
        max_length=5,
        examples=["$"],
        json_schema_extra={"order": 5, "pattern_descriptor": "a sign or a code, without digits and spaces"},
    )
    debit_words: list[str] | None = Field(
        None,
        title="Words for debit",
        description="What the Posting Type says of a debit, in any case of letters. If empty, it is Debit.",
        examples=[["DR"], ["Soll", "S"]],
        json_schema_extra={"order": 6},
    )
    credit_words: list[str] | None = Field(
        None,
        title="Words for credit",
        description="What the Posting Type says of a credit, in any case of letters. If empty, it is Credit.",
        examples=[["CR"], ["Haben", "H"]],
        json_schema_extra={"order": 7},
    )
    negative_amounts: Literal["reject", "other_side"] | None = Field(
        None,
        title="Negative amounts beside a side",
        description="`reject` refuses a negative debit; `other_side` makes a credit of it. If empty, it is refused.",
        json_schema_extra={"order": 8},
    )
    finer_amounts: Literal["reject", "round"] | None = Field(
        None,
        title="Amounts finer than a cent",
        description="`reject` refuses them; `round` rounds each line, a half away from zero, and what an entry is "
        "then out of balance by goes to the account of `rounding`. If empty, they are refused.",
        json_schema_extra={"order": 9},
    )
    continued_rows: Literal["reject", "fill_down"] | None = Field(
        None,
        title="Rows without an id",
        description="`fill_down`, if a journal's id and date stand in its first row alone, takes them from the row "
        "above; `reject` refuses such rows. If empty, it is as in the ready-made format.",
        json_schema_extra={"order": 10},
    )
    journal_key: Literal["id", "id_and_date"] | None = Field(
        None,
        title="What makes a journal",
        description="`id` makes one journal of all lines with one id, `id_and_date` one for each date of it, which is "
        "then known by both. If empty, it is as in the ready-made format.",
        json_schema_extra={"order": 11},
    )
    absent_columns: list[str] | None = Field(
        None,
        title="Columns that are not there",
        description="RevRec's columns or mapped fields that the input does not have, which is no mistake. Without a "
        "Journal Entry Id, `id_and_date` is the date alone. If empty, a missing column is refused.",
        examples=[["Location"]],
        json_schema_extra={"order": 12},
    )
    deleted_by: list[str] | None = Field(
        None,
        title="Columns that mark deleted rows",
        description="Columns whose yes, time or word (such as deleted, void, cancelled) says that a row is no line. "
        "If empty, they are those that loaders write (`_fivetran_deleted`, `is_deleted`, ...), and a row that another "
        "column may mark, such as `customer_is_deleted` or `Status`, is refused.",
        examples=[["Status"]],
        json_schema_extra={"order": 13},
    )
    ignored_columns: list[str] | None = Field(
        None,
        title="Columns that mark nothing",
        description="Columns that look as if they marked deleted rows and say something else, such as "
        "`customer_is_deleted`. If empty, a row that such a column may mark is refused.",
        examples=[["customer_is_deleted"]],
        json_schema_extra={"order": 14},
    )
    untaxed_words: list[str] | None = Field(
        None,
        title="Tax rates that stand for none",
        description="What a column Tax Rate may say; every other rate is refused, since journals are posted without "
        "tax. If empty, Xero's own words are taken with Xero's template, and the column is not looked at otherwise.",
        examples=[["Tax Exempt"]],
        json_schema_extra={"order": 15},
    )
    delimiter: str | None = Field(
        None,
        title="Delimiter",
        description="The character between the cells of a text file, or the word tab. If empty, it is the comma, "
        "semicolon, tab or bar that the headings fit alone, or the one that a first line `sep=` names.",
        min_length=1,
        max_length=3,
        examples=["|"],
        json_schema_extra={"order": 16},
    )
    encoding: (
        Literal[
            "utf-8", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "iso-8859-1",
            "iso-8859-2", "iso-8859-15", "cp850", "mac-roman", "shift_jis", "gb18030", "big5", "euc-kr",
        ]
        | None
    ) = Field(
        None,
        title="Encoding",
        description="How a text file's letters are written: `utf-8`, `windows-1252` (Excel's CSV in western Europe), "
        "`windows-1250`, `windows-1251`, `windows-1253`, `windows-1254`, `iso-8859-1`, `iso-8859-2`, `iso-8859-15`, "
        "`cp850`, `mac-roman`, `shift_jis`, `gb18030`, `big5` or `euc-kr`. A mark at the beginning of the file always "
        "decides. If empty, it is UTF-8.",
        json_schema_extra={"order": 17},
    )  # fmt: skip
    sheet: str | None = Field(
        None,
        title="Sheet",
        description="The sheet of an Excel file. If empty, it is the only one that has the headings.",
        min_length=1,
        examples=["Journals"],
        json_schema_extra={"order": 18},
    )
    hidden_cells: Literal["read", "leave_out"] | None = Field(
        None,
        title="Hidden rows and columns",
        description="What hidden, folded or filtered rows and hidden columns of an Excel file are: `read` takes them "
        "like all others, `leave_out` takes what is seen. If empty, a file that has any among its lines is refused.",
        json_schema_extra={"order": 19},
    )

    @model_validator(mode="after")
    def _readable(self) -> Format:
        fault = _fault(self, self.layout())
        if fault:
            raise ValueError(fault)
        return self

    def layout(self) -> Layout:
        """Return what the form says: the ready-made layout, and what changes it."""
        made = READY_MADE[self.ready_made]
        changed = {
            "amounts": self.amounts,
            "dates": self.dates,
            "debit_words": _words(self.debit_words),
            "credit_words": _words(self.credit_words),
            "negative_is_other_side": _is(self.negative_amounts, "other_side"),
            "rounded": _is(self.finer_amounts, "round"),
            "continued": _is(self.continued_rows, "fill_down"),
            "key_has_date": _is(self.journal_key, "id_and_date"),
            "untaxed": _words(self.untaxed_words),
            "absent": _names(self.absent_columns),
            "deleted_by": _names(self.deleted_by),
            "ignored": _names(self.ignored_columns),
        }
        return replace(
            made,
            notation=Notation(self.decimal_mark or "", self.thousands_separator or "", self.currency_sign or ""),
            file=TextFile(
                "\t" if self.delimiter == _TAB else self.delimiter or "",
                self.encoding or "",
                self.sheet or "",
                self.hidden_cells or "",
            ),
            **{name: value for name, value in changed.items() if value is not None},  # type: ignore[arg-type]
        )


def _is(chosen: str | None, word: str) -> bool | None:
    return None if chosen is None else chosen == word


def _names(names: list[str] | None) -> tuple[str, ...] | None:
    return tuple(names or ()) or None


def _words(words: list[str] | None) -> tuple[str, ...] | None:
    return tuple(map(folded, words or ())) or None


def _fault(form: Format, layout: Layout) -> str:
    """Return why nothing can be read by a layout; empty where it can."""
    both = sorted({*layout.debit_words} & {*layout.credit_words})
    torn = sorted({*layout.deleted_by} & {*layout.ignored})
    never = {"Transaction Date", "Posting Type", "Amount", "Debit", "Credit", DEBIT_ACCOUNT, CREDIT_ACCOUNT} & {
        *layout.absent
    }
    faults = {
        f"dates {form.dates!r} {order_fault(layout.dates)}": bool(order_fault(layout.dates)),
        f"debit_words and credit_words both have {', '.join(both)}": bool(both),
        "decimal_mark and thousands_separator are the same": (layout.notation.decimal_mark or ".")
        == layout.notation.thousands,
        "delimiter is one character, or the word tab": len(layout.file.delimiter) > 1
        or layout.file.delimiter in ('"', "\n", "\r"),
        f"absent_columns names {', '.join(sorted(never))}, without which no line can be read": bool(never),
        f"deleted_by and ignored_columns both have {', '.join(torn)}": bool(torn),
        "absent_columns names Journal Entry Id, which needs journal_key id_and_date": ID in layout.absent
        and not layout.key_has_date,
    }
    return "; ".join(sentence for sentence, wrong in faults.items() if wrong)
