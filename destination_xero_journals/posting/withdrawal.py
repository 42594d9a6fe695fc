"""Withdrawing what Xero stored differently from what was sent: nothing wrong stays in the books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from destination_xero_journals.books.record import as_held
from destination_xero_journals.rules.comparison import alterations
from destination_xero_journals.rules.journal import DELETED, DRAFT, VOIDED, HeldJournal, Journal
from destination_xero_journals.rules.request import content, element_bytes, idempotency_key, journal_json, status_json
from destination_xero_journals.rules.retirement import retired
from xero_api import scopes
from xero_api.endpoints import MANUAL_JOURNALS
from xero_api.errors import OutcomeUncertain, RequestRefused, WalkIncomplete, XeroUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_api.patience import Patience
    from xero_connectors.organisations import Organisation

_PATH = MANUAL_JOURNALS.path


class Withdrawal:
    """Changes to single journals of one organisation; each can be repeated without harm."""

    def __init__(self, organisation: Organisation, patience: Patience) -> None:
        """Change journals of `organisation`."""
        self._organisation = organisation
        self._patience = patience

    def take_back(self, wrong: HeldJournal) -> None:
        """Void a posted journal, delete a draft; raises XeroUnavailable where Xero does neither.

        First its mark is changed, so that the next sync posts the journal anew instead of taking it for one that a
        person voided. A sync that is killed in between leaves a mark that tells the next one to carry on here, and
        proves that this is the journal.
        """
        marked = retired(wrong)
        if marked is not None:
            element = journal_json(_as_journal(marked), wrong.status)
            self._change({**element, "ManualJournalID": wrong.manual_journal_id}, wrong.stamp)
        self.finish(wrong)

    def finish(self, wrong: HeldJournal) -> None:
        """Void or delete a journal; raises XeroUnavailable where Xero does neither."""
        target = DELETED if wrong.status == DRAFT else VOIDED
        found = self._change(status_json(wrong.manual_journal_id, target), wrong.stamp)
        if found.get("Status") != target and self._read(wrong.manual_journal_id)["Status"] != target:
            raise XeroUnavailable(
                f"Journal {wrong.manual_journal_id} was stored by Xero otherwise than it was sent and could not be "
                f"taken back (found: {str(found.get('ValidationErrors'))[:200]}). Void it in Xero by hand."
            )

    def restore(self, before: HeldJournal, wrong: HeldJournal) -> bool:
        """Write a journal as it was before it went wrong; tell whether Xero holds it so."""
        wanted = _as_journal(before)
        element = {**journal_json(wanted, before.status), "ManualJournalID": before.manual_journal_id}
        self._change(element, wrong.stamp)
        # Whatever it answered: a refused call may have been applied.
        found = self._read(before.manual_journal_id)
        return not alterations(wanted, before.status, as_held(found, before.key))

    def _change(self, element: Mapping[str, Any], stamp: str) -> dict[str, Any]:
        """Post one change until Xero answers, and return the journal in the answer.

        `stamp` is the UpdatedDateUTC of what is changed: the same change to another state is another call.
        """
        body = content([element_bytes(dict(element))])
        pauses = self._patience.pauses()
        attempt = 0
        while True:
            key = idempotency_key(self._organisation.tenant_id, "POST", body, (stamp,), str(attempt))
            try:
                answer = self._organisation.client.write(
                    "POST",
                    _PATH,
                    body,
                    scope=scopes.WRITE_MANUAL_JOURNALS,
                    idempotency_key=key,
                    params={"summarizeErrors": "false"},
                )
            except OutcomeUncertain as uncertain:
                attempt += uncertain.answered
                if not pauses.again():
                    raise
            except RequestRefused as refused:
                return {"ValidationErrors": str(refused)}
            else:
                found: dict[str, Any] = (answer.body.get(_PATH) or [{}])[0]
                return found

    def _read(self, manual_journal_id: str) -> dict[str, Any]:
        answer = self._organisation.client.get(f"{_PATH}/{manual_journal_id}", scope=scopes.WRITE_MANUAL_JOURNALS)
        found = answer.body.get(_PATH) or []
        if len(found) != 1:
            raise WalkIncomplete(
                f"Xero was asked for manual journal {manual_journal_id}, and answered {len(found)} journals. Whether "
                f"it was taken back is not known; the next sync looks again before it posts anything."
            )
        journal: dict[str, Any] = found[0]
        return journal


def _as_journal(held: HeldJournal) -> Journal:
    return Journal(held.key, held.date, held.narration, held.lines, held.show_on_cash_basis)
