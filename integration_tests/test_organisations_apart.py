"""Several organisations in one sync: what fails in one stops nothing in another, and is named."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.reading import (
    COMMAND,
    Connector,
    Reading,
    api_calls,
    catalog,
    counted,
    read_in_process,
)
from integration_tests.support.scene import CONTRACT, STREAMS
from source_xero_revrec.streams.stream import COMPLETE
from xero_connectors.organisations import SIDE_BY_SIDE
from xero_sandbox import Sandbox
from xero_sandbox.identity.identity import TokenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

RAW = ("contacts", "organisations")
EVERY = catalog(*STREAMS[CONTRACT], *RAW)
GONE = "Gone Ltd"


@pytest.fixture
def twenty() -> Iterator[Sandbox]:
    """Run a company of twenty organisations."""
    with Sandbox(organisations=20, limits=False) as xero:
        yield xero


def configuration(xero: Sandbox, *more: str) -> dict[str, Any]:
    """Return a configuration that names all organisations, and some that are not there."""
    names = [tenant.name for tenant in xero.tenants]
    return xero.source_config(auth_type="oauth", organisations=[*names[:3], *more, *names[3:]])


def tied(reading: Reading) -> set[str]:
    """Return the organisations, by id, of which every document ties and the ledger too."""
    rows = reading.records("control_totals")
    wrong = {
        row["tenant_id"]
        for row in rows
        if row["check"] in ("A1", "B1") and (row["status"] != "Ties" or row["reason"] == "HELD")
    }
    return {row["tenant_id"] for row in rows} - wrong


def test_an_organisation_that_fails_stops_alone_and_is_named(twenty: Sandbox) -> None:
    """One is gone, one at its day limit, one answers 500, one has no Trial Balance: sixteen are complete, then all."""
    at_its_limit, broken, without_ledger = (twenty.tenants[n] for n in (4, 7, 11))
    twenty.fault("rate_day", organisation=at_its_limit.tenant_id)
    twenty.fault("server_error", "Contacts", organisation=broken.tenant_id)
    twenty.fault("server_error", "Reports", organisation=without_ledger.tenant_id)

    first = read_in_process(twenty, configuration(twenty, GONE), EVERY)

    assert first.failure is not None
    told = first.errors()[0]["message"]
    for name in (GONE, at_its_limit.name, broken.name, without_ledger.name):
        assert name in told
    fine = {tenant.tenant_id for tenant in twenty.tenants} - {
        at_its_limit.tenant_id,
        broken.tenant_id,
        without_ledger.tenant_id,
    }
    assert tied(first) == fine
    assert len(fine) == 17
    for untouched in (twenty.tenants[n].name for n in (1, 2, 5, 19)):
        assert f"{untouched}:" not in told

    twenty.clear_faults()
    second = read_in_process(twenty, configuration(twenty), EVERY, first.states())

    assert (second.failure, second.errors()) == (None, [])
    assert tied(second) >= {at_its_limit.tenant_id, broken.tenant_id, without_ledger.tenant_id}
    seen = Counter(row["OrganisationID"] for reading in (first, second) for row in reading.records("organisations"))
    assert seen.keys() == {tenant.tenant_id for tenant in twenty.tenants}


def test_an_unreadable_document_stops_itself_alone_among_twenty(twenty: Sandbox, connector: Connector) -> None:
    """One is gone, one at its day limit, one has no Trial Balance, one a document that is held: 16 tie, 4 are named.

    The one with the held document has all its other rows, and does not fail the sync: the other three do (exit 1).
    """
    holding, at_its_limit, without_ledger = (twenty.tenants[n] for n in (0, 4, 11))
    twenty.fault("rate_day", organisation=at_its_limit.tenant_id)
    # Refused at once: a 500 would be tried again in real time, and the sync above has one.
    twenty.fault("forbidden_scope", "Reports", organisation=without_ledger.tenant_id)
    bad = next(each for each in holding.books.collection("Invoices").values() if _is_open_sale(each))
    here = {"organisation": holding.tenant_id, "record": bad["InvoiceID"]}
    twenty.fault("mangled_field", "Invoices", path="LineItems.0.LineAmount", text="null", **here)
    arguments = ("read", "--config", connector.write("config.json", configuration(twenty, GONE)), "--catalog")

    code, messages, printed = connector.run(*arguments, connector.write("catalog.json", EVERY), timeout=600)

    first = Reading(messages)
    assert code == 1
    for name in (GONE, at_its_limit.name, without_ledger.name):
        assert name in first.errors()[0]["message"]
    assert f"{holding.name}: held, since it cannot be understood: invoice {bad['InvoiceNumber']}." in printed
    failed = {at_its_limit.tenant_id, without_ledger.tenant_id, holding.tenant_id}
    assert tied(first) == {tenant.tenant_id for tenant in twenty.tenants} - failed
    # Gone Ltd is none of the twenty that are connected.
    assert len(tied(first)) == 17
    rows = [row for row in first.records("billing_schedule") if row["tenant_id"] == holding.tenant_id]
    assert rows
    assert bad["InvoiceID"] not in {row["document_id"] for row in rows}

    twenty.clear_faults()
    second = read_in_process(twenty, configuration(twenty), EVERY, first.states())

    assert (second.failure, second.errors()) == (None, [])
    assert tied(second) >= failed
    mended = [row for row in second.records("billing_schedule") if row["document_id"] == bad["InvoiceID"]]
    assert len(mended) == len(bad["LineItems"])
    findings = [row for row in second.records("recon_errors") if row["check"] == "UNREADABLE"]
    assert [(row["document_id"], row["status"]) for row in findings] == [(bad["InvoiceID"], "Resolved")]


def _is_open_sale(invoice: dict[str, Any]) -> bool:
    return invoice["Type"] == "ACCREC" and invoice["Status"] == "AUTHORISED"


@pytest.mark.parametrize(
    ("fault", "more", "kind"),
    [
        ("server_error", {}, "transient_error"),
        ("forbidden_transient", {}, "config_error"),
        ("mangled_field", {"path": "Rows.1.Rows.0.Cells.3.Value", "text": '"NaN"'}, "system_error"),
    ],
)
def test_a_trial_balance_that_fails_costs_the_tie_to_the_ledger_alone(
    own_demo: Sandbox, fault: str, more: dict[str, str], kind: str
) -> None:
    """Rows and states are delivered, A1 says that nothing was read, its stream fails, and the next sync ties.

    The other streams are complete: in a full refresh a platform would otherwise keep their rows of before.
    """
    own_demo.fault(fault, "Reports", **more)
    whole = dict.fromkeys(STREAMS[CONTRACT], "COMPLETE")
    refresh = read_in_process(own_demo, own_demo.source_config(), catalog(*STREAMS[CONTRACT], mode="full_refresh"))
    assert refresh.statuses() == whole | {"control_totals": "INCOMPLETE"}
    assert len([each for each in refresh.states() if each["stream"]["stream_state"] == COMPLETE]) == len(whole) - 1

    first = read_in_process(own_demo, own_demo.source_config(), catalog(*STREAMS[CONTRACT]))

    assert first.statuses() == whole | {"control_totals": "INCOMPLETE"}
    assert [error["failure_type"] for error in first.errors()] == [kind]
    (tie,) = (row for row in first.records("control_totals") if row["check"] == "A1")
    assert (tie["status"], tie["reason"]) == ("Information", "NOT_READ")
    assert first.records("billing_schedule")

    own_demo.clear_faults()
    counted(own_demo).reset()
    second = read_in_process(own_demo, own_demo.source_config(), catalog(*STREAMS[CONTRACT]), first.states())

    assert second.failure is None
    assert [row["status"] for row in second.records("control_totals") if row["check"] == "A1"] == ["Ties"]
    assert not second.records("billing_schedule")


@pytest.mark.parametrize(
    ("path", "found", "needed"),
    [
        ("Rows", "null", "a list"),
        ("Rows.1.Rows.0.Cells", "null", "a list"),
        ("Rows.1.Rows.0.Cells.0.Value", "null", "a text"),
        ("Rows.1.Rows.0.Cells.3.Value", '"NaN"', "an amount"),
    ],
)
def test_a_trial_balance_of_another_shape_is_told_by_its_field(
    own_demo: Sandbox, path: str, found: str, needed: str
) -> None:
    """What was found there and what is needed, in no program's words."""
    own_demo.fault("mangled_field", "Reports", path=path, text=found)

    (error,) = read_in_process(own_demo, own_demo.source_config(), catalog("trial_balance")).errors()

    assert f"cannot be understood: {path.rpartition('.')[2]} is {found}, where {needed} is needed. " in error["message"]


@pytest.mark.parametrize("auth_type", ["oauth", "custom_connection"])
def test_a_trial_balance_that_may_not_be_seen_is_told_with_role_and_scopes(own_demo: Sandbox, auth_type: str) -> None:
    """The organisation answers everything else, so that it need not be connected again."""
    own_demo.fault("forbidden_transient", "Reports")

    reading = read_in_process(own_demo, own_demo.source_config(auth_type=auth_type), catalog(*STREAMS[CONTRACT]))

    for error in reading.errors():
        assert "Xero refuses Reports/TrialBalance of " in error["message"]
        assert "The role of the user who authorised the app, or the app's scopes, may not allow it" in error["message"]
        assert "not connected" not in error["message"]
    assert reading.records("billing_schedule")


@pytest.mark.parametrize(
    ("endpoint", "says"),
    [
        ("*", "{name}: Xero refused a new access token for "),
        ("Items", "Xero refuses Items of {name} (HTTP 401 from "),
        ("Contacts", "Xero refuses Contacts of {name} (HTTP 401 from "),
    ],
)
def test_an_organisation_that_refuses_the_token_stops_alone(endpoint: str, says: str) -> None:
    """The others answer it, so that it is good: all that is theirs comes, and the sign-in is renewed once at most."""
    with Sandbox(organisations=3, limits=False) as xero:
        first, refusing, last = xero.tenants
        xero.fault("unauthorized", endpoint, organisation=refusing.tenant_id)

        reading = read_in_process(xero, configuration(xero), EVERY)
        signed_in = counted(xero).count("token")

    assert reading.failure is not None
    assert tied(reading) == {first.tenant_id, last.tenant_id}
    assert {row["OrganisationID"] for row in reading.records("organisations")} >= {first.tenant_id, last.tenant_id}
    assert reading.errors()
    for error in reading.errors():
        told = error["message"].splitlines()
        assert [line for line in told if line.startswith(says.format(name=refusing.name))] == told
        assert error["failure_type"] == "config_error"
        assert first.name not in error["message"]
        assert last.name not in error["message"]
    assert signed_in <= 2


def test_where_every_organisation_refuses_the_token_xero_is_not_asked_for_one_after_another(twenty: Sandbox) -> None:
    """One stands in the place of the first; each organisation is named, after two calls at most of each part."""
    twenty.fault("unauthorized", "*")

    reading = read_in_process(twenty, configuration(twenty), catalog(*STREAMS[CONTRACT]))

    told = reading.errors()[0]["message"].splitlines()
    assert [line.partition(":")[0] for line in told] == [tenant.name for tenant in twenty.tenants]
    assert counted(twenty).count("token") == 2
    assert api_calls(twenty) <= 2 * len(twenty.tenants)


def test_a_sign_in_that_ends_on_the_way_stops_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the token endpoint says is said once, of no organisation."""
    with Sandbox(organisations=3, limits=False) as xero:
        granted = xero.identity.token

        def once(form: Mapping[str, str], authorization: str = "") -> dict[str, Any]:
            if signed_in:
                raise TokenError("invalid_grant", "Revoked")
            signed_in.append(form)
            return granted(form, authorization)

        signed_in: list[Mapping[str, str]] = []
        monkeypatch.setattr(xero.identity, "token", once)
        xero.fault("unauthorized", "*", organisation=xero.tenants[0].tenant_id)

        reading = read_in_process(xero, configuration(xero), catalog(*STREAMS[CONTRACT]))

    assert not reading.records("billing_schedule")
    assert reading.errors()
    for error in reading.errors():
        assert error["message"].startswith("Xero refused the refresh token (found: invalid_grant)")
        assert len(error["message"].splitlines()) == 1


def told(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Return what was told in its order: of a record its stream, organisation and document, of a state its stream."""
    found = []
    for message in reading.messages:
        if message["type"] == "RECORD":
            data = message["record"]["data"]
            document = str(data.get("document_id") or data.get("customer_id") or data.get("product_code"))
            found.append(("record", message["record"]["stream"], data["tenant_id"], document))
        elif message["type"] == "STATE":
            found.append(("state", message["state"]["stream"]["stream_descriptor"]["name"], "", ""))
    return found


def test_what_is_told_does_not_depend_on_how_long_each_organisation_takes() -> None:
    """The first one's answers are late, the others wait: the same comes in the same order, one after the other."""
    with Sandbox(organisations=5, limits=False) as xero:
        config = configuration(xero)
        at_once = read_in_process(xero, config, EVERY)
        xero.fault("slow", organisation=xero.tenants[0].tenant_id, delay=0.2)
        late = read_in_process(xero, config, EVERY)

    assert (at_once.failure, late.failure) == (None, None)
    assert told(late) == told(at_once)
    for stream in (*STREAMS[CONTRACT], *RAW):
        organisations = [tenant for what, name, tenant, _ in told(late) if (what, name) == ("record", stream)]
        assert organisations == sorted(organisations, key=[tenant.tenant_id for tenant in xero.tenants].index)


def test_states_never_speak_of_what_is_not_told(twenty: Sandbox) -> None:
    """Each state holds one organisation more at most, the one that is being told; what is read ahead is in none."""
    order = [tenant.tenant_id for tenant in twenty.tenants]

    reading = read_in_process(twenty, configuration(twenty), EVERY)

    assert reading.failure is None
    for name in (*STREAMS[CONTRACT], *RAW):
        held = 0
        for message in reading.messages:
            if message["type"] == "STATE" and message["state"]["stream"]["stream_descriptor"]["name"] == name:
                places = message["state"]["stream"]["stream_state"]
                assert held <= len(places) <= held + 1
                assert set(places) == set(order[: len(places)])
                held = len(places)
            elif message["type"] == "RECORD" and message["record"]["stream"] == name:
                assert order.index(message["record"]["data"]["tenant_id"]) in (held - 1, held)
        assert held == len(order)


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_sync_that_is_told_to_end_ends_although_organisations_wait_for_answers(
    twenty: Sandbox, tmp_path: Path, told: signal.Signals
) -> None:
    """One line answers it, long before the answers of eight calls are there; nothing is left behind."""
    connector = Connector(tmp_path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    rule = twenty.fault("slow", delay=120)
    files = [
        "--config", connector.write("config.json", configuration(twenty)),
        "--catalog", connector.write("catalog.json", EVERY),
    ]  # fmt: skip
    with subprocess.Popen(
        [COMMAND, "read", *files],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(scratch)},
    ) as process:
        assert process.stderr is not None
        while rule.fired < SIDE_BY_SIDE and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(told)
        said = process.stderr.read()
        assert process.wait(timeout=60) == 130

    assert said.splitlines()[-1] == "Stopped by a signal."
    assert list(scratch.iterdir()) == []
