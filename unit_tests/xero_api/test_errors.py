"""Every answer of Xero has one meaning."""

from __future__ import annotations

import pytest
from requests.structures import CaseInsensitiveDict

from xero_api import errors
from xero_api.errors import Verdict, classify
from xero_api.transport import Reply


def reply(status: int, body: str = "", **headers: str) -> Reply:
    """Return an answer; underscores in header names stand for hyphens."""
    named = CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()})
    return Reply(status, named, body.encode())


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (reply(200), Verdict.OK),
        (reply(204), Verdict.OK),
        (reply(304), Verdict.STRANGERS),
        (reply(302), Verdict.STRANGERS),
        (reply(511), Verdict.STRANGERS),
        (reply(401, "<!DOCTYPE html><html>"), Verdict.STRANGERS),
        (reply(403, " <html>"), Verdict.STRANGERS),
        (reply(403, "Denied", Content_Type="text/html"), Verdict.STRANGERS),
        (reply(400, "<ApiException xmlns:i='..'>", Content_Type="text/xml"), Verdict.REFUSED),
        (reply(400), Verdict.REFUSED),
        (reply(404, "The resource you're looking for cannot be found"), Verdict.REFUSED),
        (reply(404, "The resource you're looking for cannot be found", Content_Type="text/html"), Verdict.REFUSED),
        (reply(412), Verdict.REFUSED),
        (reply(501), Verdict.REFUSED),
        (reply(401, '{"Title":"Unauthorized","Detail":"TokenExpired: token expired"}'), Verdict.TOKEN_REFUSED),
        (reply(401, www_authenticate='Bearer error="insufficient_scope"'), Verdict.SCOPE_MISSING),
        (reply(403, www_authenticate='Bearer error="insufficent_scope"'), Verdict.SCOPE_MISSING),
        (reply(401, '{"Detail":"AuthorizationUnsuccessful"}'), Verdict.SCOPE_MISSING),
        (reply(403, '{"Title":"Forbidden","Detail":"AuthenticationUnsuccessful"}'), Verdict.FORBIDDEN),
        (reply(403), Verdict.FORBIDDEN),
        (reply(429, X_Rate_Limit_Problem="minute"), Verdict.WAIT),
        (reply(429, X_Rate_Limit_Problem="Minute"), Verdict.WAIT),
        (reply(429, X_Rate_Limit_Problem="appminute"), Verdict.WAIT),
        (reply(429), Verdict.WAIT),
        (reply(429, X_Rate_Limit_Problem="concurrent"), Verdict.RETRY),
        (reply(429, X_Rate_Limit_Problem="day"), Verdict.DAY_LIMIT),
        (reply(429, X_Rate_Limit_Problem="DAY"), Verdict.DAY_LIMIT),
        (reply(408), Verdict.RETRY),
        (reply(500), Verdict.RETRY),
        (reply(502, "<html>"), Verdict.RETRY),
        (reply(503, "Organisation offline"), Verdict.RETRY),
        (reply(504), Verdict.RETRY),
    ],
    ids=lambda case: f"{case.status}-{dict(case.headers)}" if isinstance(case, Reply) else case.name,
)
def test_an_answer_means_what_xero_documents(answer: Reply, verdict: Verdict) -> None:
    """Status, challenge and rate-limit header together decide; header values ignore case."""
    assert verdict is classify(answer)


@pytest.mark.parametrize("problem", ["minute", "day", "concurrent", "appminute", "month", ""])
def test_no_rate_limit_is_taken_for_another(problem: str) -> None:
    """Peers' defect 2: the daily limit ends a sync, and no other 429 does."""
    assert (problem == "day") is (classify(reply(429, X_Rate_Limit_Problem=problem)) is Verdict.DAY_LIMIT)


def test_the_tree_in_the_docstring_is_the_tree_of_classes() -> None:
    """The picture at the top of the module names every error, and each hangs where the picture shows it."""
    assert errors.__doc__ is not None
    drawn = {line.replace("│", " ").split("── ")[1].split()[0] for line in errors.__doc__.splitlines() if "── " in line}
    found = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.XeroError) and kind is not errors.XeroError
    }

    assert found == drawn
    assert issubclass(errors.ScopeMissing, errors.AccessRefused)
    assert issubclass(errors.DayLimitReached, errors.TryLater)
    assert not issubclass(errors.WalkIncomplete, errors.TryLater)
