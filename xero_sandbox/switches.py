"""What is not known of the real Xero, each a switch whose default is the worst case for a client."""

from __future__ import annotations

from dataclasses import Field, asdict, dataclass, field, fields, replace
from typing import Any

TRUE_WORDS = ("true", "yes", "on", "1")
FALSE_WORDS = ("false", "no", "off", "0")


def _switch(default: object, about: str, *choices: str) -> Any:  # noqa: ANN401 - stands for a field of any type
    return field(default=default, metadata={"about": about, "choices": choices})


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch, for people: its value as text, what else it can be, and what it does."""

    name: str
    value: str
    choices: tuple[str, ...]
    """Empty where any number or text will do."""
    about: str


class SwitchError(ValueError):
    """A switch that does not exist, or a value that it cannot take; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Switches:
    """Every behaviour that can be set by `--switch NAME=VALUE`, `POST /sandbox/switches` or in a test."""

    allocation_bumps_credit_note: bool = _switch(
        default=False,
        about="Allocating a credit note stamps the credit note's UpdatedDateUTC too (the invoice's is always stamped).",
    )
    merge_bumps_surviving_contact: bool = _switch(
        default=False,
        about="Merging contacts stamps the surviving one's UpdatedDateUTC too. The archived one is always stamped, and "
        "the documents never are.",
    )
    refund_bumps_credit_note: bool = _switch(
        default=False,
        about="Refunding a credit note in cash, and taking the refund back, stamps the credit note's UpdatedDateUTC.",
    )
    trial_balance_revalues: bool = _switch(
        default=False,
        about="The Trial Balance shows open foreign invoices, bills and credits at the rate of its day, and the "
        "unrealised gain beside them, for which there are no journals; otherwise at their own rates.",
    )
    part_payment_rounding: str = _switch(
        "settled",
        "A part payment in a foreign currency takes off Accounts Receivable what keeps it equal to the amount still "
        "open, or its own amount in base currency, rounded by itself, which leaves cents behind.",
        "settled",
        "by_itself",
    )
    business_date_offset: str = _switch(
        "+0000",
        "How a day is written: midnight in UTC, or midnight where the organisation is with its offset, as in old ones. "
        "The String twin beside it is the day in both.",
        "+0000",
        "+1300",
    )
    id_order: str = _switch(
        "sql_server",
        "How ids are ordered: as SQL Server compares a uniqueidentifier, or as text. A client must not compare ids.",
        "sql_server",
        "text",
    )
    scope_refusal: str = _switch(
        "401",
        "Status of a call whose token lacks the scope. 401 looks like an expired token and tempts a client to refresh.",
        "401",
        "403",
    )
    scope_refusal_word: str = _switch(
        "insufficient_scope",
        "How WWW-Authenticate spells the refusal; Xero's own FAQ has both.",
        "insufficient_scope",
        "insufficent_scope",
    )
    custom_connection_scopes: str = _switch(
        "any",
        "A client_credentials token request is granted the scopes that it names, or all of them where it names none; "
        "or is refused (invalid_scope) if it names any, as connections made since April 2026 were seen to do; or is "
        "refused if it names none, as older ones are said to do.",
        "any",
        "refuse_explicit",
        "require_explicit",
    )
    custom_connection_needs_tenant_header: bool = _switch(
        default=False,
        about="A custom connection must send xero-tenant-id as well. Xero's FAQ says that it need not.",
    )
    grace_keeps_first_answer: bool = _switch(
        default=False,
        about="After a refresh token is used again within its 30 minutes of grace, the refresh token of the first "
        "answer stays good. Otherwise only the newest one is.",
    )
    authorization_code_seconds: int = _switch(
        30,
        "How long an authorization code can be exchanged.",
    )
    if_modified_since_variants: str = _switch(
        "ignored",
        "If-Modified-Since with milliseconds, Z or an offset is ignored (everything is returned), or understood.",
        "ignored",
        "read",
    )
    order_breaks_manual_journal_paging: bool = _switch(
        default=True,
        about="ManualJournals with an explicit order ignores page and pageSize and returns everything.",
    )
    journals_partial_pages: bool = _switch(
        default=True,
        about="A page of Journals may hold fewer than 100 although more follow; only an empty page is the end.",
    )
    tracking_option_id_on_lines: bool = _switch(
        default=False,
        about="Tracking on the lines of listed invoices carries TrackingOptionID.",
    )
    base_currency_rate: str = _switch(
        "sometimes",
        "CurrencyRate of invoices and credit notes in the base currency: recorded traffic has it on four of five.",
        "sometimes",
        "always",
        "never",
    )
    batch_payment_texts: bool = _switch(
        default=True,
        about="TotalAmount and IsReconciled of a payment's BatchPayment are texts, as in Xero's example; its own SDK "
        "cannot read that IsReconciled.",
    )
    deleted_drafts_in_lists: bool = _switch(
        default=True,
        about="Deleted invoices and credit notes are in lists that do not ask for a status. This is what Xero's "
        "documentation and recorded traffic suggest; without it no incremental read can learn of a deletion.",
    )
    rate_limit_body: str = _switch(
        "text",
        "Body of a 429: plain text, nothing, or JSON.",
        "text",
        "empty",
        "json",
    )
    largest_page: int = _switch(
        1000,
        "The most rows on a page, whatever pageSize asks for: Xero's is 1000. A small one makes many pages.",
    )
    largest_attachment: int = _switch(
        10_000_000,
        "The most bytes of one attachment. Xero's pages name 10 MB and 25 MB.",
    )
    attachment_bumps_document: bool = _switch(
        default=False,
        about="Attaching a file stamps the document's UpdatedDateUTC; otherwise no incremental read shows it.",
    )
    largest_request: int = _switch(
        3_500_000,
        "The most bytes of a request's body; a larger one is answered 413. Xero's pages name 3.5 MB and 10 MB.",
    )
    batch_400_saves_valid: bool = _switch(
        default=True,
        about="When one manual journal of a request is refused and the answer is 400, the others are saved although "
        "nothing in the answer says so: a client that sends them all again has them twice. Otherwise none is saved.",
    )
    unbalanced_draft: str = _switch(
        "saved",
        "A draft manual journal that does not balance, or is left with one line, is saved as it is, or refused.",
        "saved",
        "refused",
    )
    unknown_journal_account: str = _switch(
        "drop_with_warning",
        "A line of a manual journal whose account is unknown is dropped with a warning and the rest is saved where it "
        "balances, or refuses the journal.",
        "drop_with_warning",
        "refuse",
    )
    unknown_tracking_option: str = _switch(
        "drop",
        "Tracking of a manual journal's line whose category or option is unknown or archived is dropped without a "
        "word, dropped with a warning, or refuses the journal.",
        "drop",
        "drop_with_warning",
        "refuse",
    )
    tracking_name_case: str = _switch(
        "exact",
        "Names of tracking categories and options in a manual journal must have Xero's own capitals, or need not.",
        "exact",
        "ignored",
    )
    journal_tax_type: str = _switch(
        "as_sent",
        "The TaxType of a manual journal's line is kept as it was sent, or replaced by its account's own. Not known "
        "of Xero: a test of clients that compare what was saved with what they sent.",
        "as_sent",
        "account_default",
    )
    journal_amount_places: str = _switch(
        "2",
        "Amounts of a manual journal are rounded to so many places; to 0 only where the journal still balances. Not "
        "known of Xero: a test of clients that compare what was saved with what they sent.",
        "2",
        "0",
    )
    applied_error_replays: str = _switch(
        "error",
        "After the fault applied_error the same Idempotency-Key is answered with the error again, as Xero caches its "
        "errors, or with the answer that was lost.",
        "error",
        "answer",
    )
    void_date: str = _switch(
        "document",
        "A voided invoice or credit note leaves the ledger at its own date, out of a month that has been reported, or "
        "at the day on which it is voided.",
        "document",
        "day_of_void",
    )
    lists_lag_seconds: int = _switch(
        0,
        "Lists show a record as it was so many seconds ago: a new one late, a changed one in its old state. By its id "
        "it is shown at once. Not documented of Xero: a test of clients that look for what they have just written.",
    )
    hide_record: str = _switch(
        "",
        "Makes one row vanish from lists while pagination.itemCount still counts it: Invoices/<id> or Invoices/3 (the "
        "third record of the books); several are separated by commas. Not Xero's doing: a test of completeness checks.",
    )

    lose_record: str = _switch(
        "",
        "Makes one record vanish from lists, from pagination.itemCount and by its id, so that only the ledger still "
        "knows it; written as hide_record is. Not Xero's doing: a test of the tie-out to the ledger.",
    )

    def changed(self, **values: object) -> Switches:
        """Return the switches with these set; values may be text, as on a command line. Raises SwitchError."""
        known = {each.name: each for each in fields(self)}
        parsed: dict[str, Any] = {}
        for name, value in values.items():
            if name not in known:
                raise SwitchError(f"there is no switch {name}; the switches are {', '.join(known)}")
            parsed[name] = _parsed(name, value, type(getattr(self, name)), known[name].metadata["choices"])
        return replace(self, **parsed)

    def as_dict(self) -> dict[str, Any]:
        """Return name and value of each switch."""
        return asdict(self)

    def listed(self) -> list[Switch]:
        """Return every switch as it is: the one list that `--help`, the controls and the documentation read."""
        return [
            Switch(each.name, _shown(getattr(self, each.name)), _choices(each), each.metadata["about"])
            for each in fields(self)
        ]


def _shown(value: object) -> str:
    return f"{value}".lower() if isinstance(value, bool) else f"{value}"


def _choices(switch: Field[Any]) -> tuple[str, ...]:
    choices: tuple[str, ...] = switch.metadata["choices"]
    return ("true", "false") if isinstance(switch.default, bool) else choices


def _parsed(name: str, value: object, wanted: type, choices: tuple[str, ...]) -> object:
    text = str(value).strip()
    if wanted is bool:
        if text.lower() in TRUE_WORDS + FALSE_WORDS:
            return text.lower() in TRUE_WORDS
        raise SwitchError(f"switch {name} is true or false, not {text!r}")
    if wanted is int:
        if text.isdecimal():
            return int(text)
        raise SwitchError(f"switch {name} is a whole number, not {text!r}")
    if choices and text not in choices:
        raise SwitchError(f"switch {name} is one of {', '.join(choices)}, not {text!r}")
    return text
