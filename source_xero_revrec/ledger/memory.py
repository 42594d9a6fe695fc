"""What the saved states of an organisation's streams remember together, each of which may know less than another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.state import OF_TABLE, UNDER_WAY, LedgerState, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from source_xero_revrec.ledger.state import Places


def recall(saved: Mapping[str, Mapping[str, Any]], name: str) -> Any:  # noqa: ANN401 - as the field's type
    """Return what the saved states of the streams remember under a name, as far as they agree on it.

    A stream that was left out of a sync knows less than the others: what they do not agree on is read again.
    """
    empty = type(getattr(LedgerState(), name))()
    kept = [fields.get(name) or empty for stream, fields in saved.items() if fields and name in remembered(stream)]
    if not kept:
        return empty
    first, *others = kept
    if not isinstance(empty, dict):
        return first if all(other == first for other in others) else empty
    return {key: value for key, value in first.items() if all(other.get(key) == value for other in others)}


def recall_looks(saved: Mapping[str, Mapping[str, Any]], name: str, *, sure: bool) -> dict[str, str]:
    """Return what any of the streams remembers of how documents look under a name.

    It is empty where they differ or one knows nothing, and, unless it is `sure`, everywhere: what an attempt sent that
    did not come to its end may be other than what is remembered, and what looks otherwise is sent again.
    """
    told = _told(saved, name)
    return {key: found[0] if sure and _agreed(found) else "" for key, found in told.items()}


def recall_held(saved: Mapping[str, Mapping[str, Any]], *, sure: bool) -> dict[str, str]:
    """Return the held documents that any of the streams remembers, as `recall_looks` does: kind and number are sure."""
    told = _told(saved, "held")
    return {key: found[0] if sure and _agreed(found) else _without_looks(found) for key, found in told.items()}


def recall_numbers(saved: Mapping[str, Mapping[str, Any]], *, sure: bool) -> dict[str, list[Any]]:
    """Return the documents that any of the streams remembers to share their number, as `recall_looks` does.

    Where nothing is known, None stands for whether the document's order is another than its number.
    """
    told = _told(saved, "shared_numbers")
    return {key: found[0] if sure and _agreed(found) else [_any(found)[0], None] for key, found in told.items()}


def recall_known(saved: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, Any]:
    """Return what all streams remember under a name, each empty where they differ on it."""
    told = _told(saved, name)
    return {key: found[0] if _agreed(found) else "" for key, found in told.items() if None not in found}


def recall_overrides(saved: Mapping[str, Mapping[str, Any]], *, sure: bool) -> dict[str, list[str]]:
    """Return the documents that any of the streams remembers to be overridden, and what was said, as `recall_looks`."""
    return {
        name: [
            found[0][0] if sure and _agreed(found) else "",
            *sorted({document_id for each in found if each for document_id in each[1:]}),
        ]
        for name, found in _told(saved, "overrides").items()
    }


def _told(saved: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, list[Any]]:
    """Return what each stream that has rows says of whatever any of them knows, None where it knows nothing."""
    kept = [fields.get(name) or {} for fields in saved.values() if fields]
    return {key: [each.get(key) for each in kept] for known in kept for key in known}


def _agreed(found: list[Any]) -> bool:
    return all(each == found[0] for each in found)


def _any(found: list[Any]) -> Any:  # noqa: ANN401 - as what is remembered
    return next(each for each in reversed(found) if each)


def _without_looks(found: list[str]) -> str:
    kind, _, number = _any(found).split(":", 2)
    return f"{kind}::{number}"


def recalled(saved: Mapping[str, Mapping[str, Any]], begin: Places) -> LedgerState:
    """Return the state that the streams of one organisation share, as far as those agree that were saved."""
    under_way = min((fields[UNDER_WAY] for fields in saved.values() if UNDER_WAY in fields), default="")
    sure = not under_way
    return LedgerState(
        places=begin,
        open_credit_notes=recall_looks(saved, "open_credit_notes", sure=sure),
        credited=recall_looks(saved, "credited", sure=True),
        held=recall_held(saved, sure=sure),
        pending=dict(recall(saved, "pending")),
        crm=recall(saved, "crm"),
        account_codes=recall_known(saved, "account_codes"),
        options=recall_known(saved, "options"),
        year=recall(saved, "year"),
        overrides=recall_overrides(saved, sure=sure),
        settings=recall(saved, "settings"),
        shared_numbers=recall_numbers(saved, sure=sure),
        heard=dict(recall(saved, "heard")) if all(saved.values()) and sure else {},
        findings={
            key: told if sure or not key.startswith(OF_TABLE) else [] for key, told in recall(saved, "findings").items()
        },
        products={key: looks if sure else "" for key, looks in recall(saved, "products").items()},
        customers=dict(recall(saved, "customers")),
        tally=dict(recall(saved, "tally")),
        sent={key: looks if sure else "" for key, looks in recall(saved, "sent").items()},
        sent_documents=dict(recall(saved, "sent_documents")),
        stale=dict(recall(saved, "stale")),
        searched=recall(saved, "searched"),
        newest=dict(recall(saved, "newest")),
        advances=dict(recall(saved, "advances")),
        under_way=under_way,
    )
