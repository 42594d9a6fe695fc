"""Contacts and CRM customers of one name."""

from __future__ import annotations

import hashlib
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.customer_match import NO_SUCH_NAME, CrmCustomer, CustomerMatch, Match

BOOM = CrmCustomer("1001", "Boom FM")
CITY = CrmCustomer("1002", "City Limousines")
customers = st.lists(
    st.builds(CrmCustomer, st.text("0123", min_size=1, max_size=2), st.text("aAé ", min_size=1, max_size=4)), max_size=8
)


def named(*names: str, ignore: bool = False) -> CustomerMatch:
    """Return a match of customers of these names, with ids from 1."""
    numbered = [CrmCustomer(str(number), name) for number, name in enumerate(names, start=1)]
    return CustomerMatch(numbered, ignore_case_and_spaces=ignore)


def test_a_name_matches_its_customer() -> None:
    """Equal names are the same customer."""
    assert CustomerMatch([BOOM, CITY]).match("Boom FM") == Match(BOOM)


@pytest.mark.parametrize("name", ["boom fm", " Boom FM", "Boom FM ", "Boom  FM", "Boom", "Boom FM Ltd", ""])
def test_a_name_that_differs_matches_nothing(name: str) -> None:
    """Unless asked to, nothing is overlooked, and the reason says so."""
    assert CustomerMatch([BOOM, CITY]).match(name) == Match(None, NO_SUCH_NAME)


@pytest.mark.parametrize("name", ["boom fm", " Boom\u00a0 FM\t", "BOOM FM"])
def test_case_and_spaces_can_be_ignored(name: str) -> None:
    """The option overlooks case, spaces at the ends and runs of spaces."""
    assert CustomerMatch([BOOM, CITY], ignore_case_and_spaces=True).match(name) == Match(BOOM)


@pytest.mark.parametrize("name", ["BoomFM", "Boom FM Ltd", "Böom FM", "Boom F.M."])
def test_nothing_else_is_ignored(name: str) -> None:
    """A missing space, an accent, a full stop or a legal form is another name."""
    assert CustomerMatch([BOOM], ignore_case_and_spaces=True).match(name).customer is None


@pytest.mark.parametrize(("crm", "xero"), [("Straße", "STRASSE"), ("Café", "CAFE\u0301"), ("ΣΑΣ", "σας")])
def test_case_is_ignored_in_every_script(crm: str, xero: str) -> None:
    """Unicode's caseless matching decides what is the same letter."""
    assert named(crm, ignore=True).match(xero).customer == CrmCustomer("1", crm)


def test_a_name_of_two_customers_matches_neither() -> None:
    """Ambiguity is told with the ids and never resolved by guessing."""
    match = CustomerMatch([CrmCustomer("b", "Xero"), CrmCustomer("a", "Xero"), BOOM]).match("Xero")

    assert match == Match(None, "2 CRM customers have this name (ids a, b)")


def test_many_customers_of_a_name_are_not_all_listed() -> None:
    """A reason stays readable."""
    match = CustomerMatch(CrmCustomer(str(number), "Cash sale") for number in range(9)).match("Cash sale")

    assert match.reason == "9 CRM customers have this name (ids 0, 1, 2, 3, 4 and 4 more)"


def test_ignoring_case_can_make_a_name_ambiguous() -> None:
    """Two customers whose names differ in case alone cannot be told apart any more."""
    assert named("Xero", "XERO").match("Xero").customer == CrmCustomer("1", "Xero")
    assert named("Xero", "XERO", ignore=True).match("Xero").reason.startswith("2 CRM customers")


def test_a_customer_given_twice_is_no_ambiguity() -> None:
    """The same id and name is the same customer."""
    assert CustomerMatch([BOOM, BOOM]).match("Boom FM") == Match(BOOM)


@given(customers, st.booleans(), st.text("aAé ", max_size=4))
def test_a_match_is_the_only_customer_of_that_name(crm: list[CrmCustomer], ignore: bool, name: str) -> None:  # noqa: FBT001
    """With whatever option, a match bears the name; without the option, exactly and alone."""
    found = CustomerMatch(crm, ignore_case_and_spaces=ignore).match(name)

    assert (found.customer is None) == bool(found.reason)
    if found.customer:
        assert " ".join(found.customer.name.casefold().split()) == " ".join(name.casefold().split())
    if not ignore:
        bearers = {customer for customer in crm if customer.name == name}
        assert found.customer == (bearers.pop() if len(bearers) == 1 else None)


@pytest.mark.parametrize(
    ("pending", "expected"),
    [
        ("boom fm", "Boom FM"),
        ("Boom-FM", "Boom FM"),
        ("Boom FM Limited", "Boom FM"),
        ("Boom F.M. (Pty) Ltd.", "Boom FM"),
        ("Hamilton Smith", "Hamilton Smith Ltd"),
        ("Hamilton Smith, LLC", "Hamilton Smith Ltd"),
        ("Muller & Sohn GmbH", "Müller und Sohn"),
        ("Petrie McLoud Watson and Associates", "Petrie McLoud Watson & Associates"),
        ("The City Limousines", "City Limousines"),
        ("Limousines City", "City Limousines"),
        ("City Limosines", "City Limousines"),
        ("Truxton", "Truxton Property Management"),
        ("Truxton Property Management of Auckland and Hamilton", "Truxton Property Management"),
    ],
)
def test_the_likeliest_name_is_hinted_first(pending: str, expected: str) -> None:
    """What people write differently leads to the name that was meant."""
    match = named(
        "Boom FM",
        "Bloom FM Radio",
        "Hamilton Smith Ltd",
        "Hamilton Smythe Ltd",
        "Müller und Sohn",
        "Petrie McLoud Watson & Associates",
        "City Limousines",
        "City Agency",
        "Truxton Property Management",
    )

    assert match.match(pending).customer is None
    assert match.hints(pending)[0] == expected


def test_a_difference_in_spelling_alone_comes_before_any_other_likeness() -> None:
    """Legal form, punctuation and case rank above a typing error."""
    match = named("Xerox Inc", "Xero, Inc.", "XERO", "Xera Inc")

    assert match.hints("Xero Ltd") == ["XERO", "Xero, Inc.", "Xerox Inc"]


@pytest.mark.parametrize("sign", [*".'`\u2019\u00b4"])
def test_points_and_apostrophes_part_no_words(sign: str) -> None:
    """O'Brien is OBrien before it is O Brien."""
    assert named("O Brien", "OBrien").hints(f"O{sign}Brien")[0] == "OBrien"


def test_the_same_words_in_order_come_before_another_order() -> None:
    """A legal form matters less than what comes first."""
    assert named("City Xero", "Xero City Ltd").hints("Xero City") == ["Xero City Ltd", "City Xero"]


def test_what_is_not_alike_enough_is_no_hint() -> None:
    """Three letters of four are; ten of thirteen and a half are not."""
    assert named("abcx").hints("abcd") == ["abcx"]
    assert named("abcdefghijwxyz").hints("abcdefghijklm") == []


def test_a_name_that_goes_on_is_as_likely_as_one_with_a_letter_of_five_changed() -> None:
    """Then the alphabet decides."""
    assert named("abcdx", "abcde more").hints("abcde") == ["abcde more", "abcdx"]
    assert named("aacde", "abcde more").hints("abcde") == ["aacde", "abcde more"]


def test_nothing_near_gives_no_hint() -> None:
    """No hint is better than a wrong one."""
    assert named("Ridgeway University", "Bank West").hints("PowerDirect") == []
    assert named("Ridgeway University").hints("") == []
    assert named().hints("PowerDirect") == []


def test_a_name_is_no_hint_for_itself() -> None:
    """An ambiguous name is told by the reason; its hints are other names."""
    assert named("Xero", "Xero", "Xero Ltd").hints("Xero") == ["Xero Ltd"]


def test_hints_are_as_many_as_asked_for() -> None:
    """The most that is wanted is given, in an order that does not change."""
    match = named(*(f"Xero {letter}" for letter in "FEDCBA"))

    assert match.hints("Xero", most=2) == ["Xero A", "Xero B"]


@given(customers, st.text(max_size=6))
def test_hints_are_customers_and_never_change_a_match(crm: list[CrmCustomer], name: str) -> None:
    """Any text can be asked for; what comes back are at most three other customers' names."""
    match = CustomerMatch(crm)
    before = match.match(name)
    hints = match.hints(name)

    assert len(hints) == len(set(hints)) <= 3
    assert set(hints) <= {customer.name for customer in crm} - {name}
    assert match.match(name) == before


def test_hints_for_thousands_are_quick() -> None:
    """5,000 pending names among 20,000 customers take well under a minute; a fiftieth of them under a second or so."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnop", k=chance.randint(4, 9))) for _ in range(3000)]
    names = [" ".join(chance.sample(words, chance.randint(2, 4))) for _ in range(20_100)]
    match = named(*names[:20_000])
    match.hints("")

    started = time.process_time()
    for name in names[20_000:]:
        match.hints(name)

    assert time.process_time() - started < 60 / 50


def test_the_digest_does_not_depend_on_order() -> None:
    """A CRM that lists its customers otherwise has not changed."""
    assert CustomerMatch([BOOM, CITY, BOOM]).digest == CustomerMatch([CITY, BOOM]).digest


def test_the_digest_is_the_same_tomorrow() -> None:
    """It is kept in the state, so it must not depend on the process."""
    assert hashlib.sha256(CustomerMatch([BOOM, CITY]).digest.encode()).hexdigest()[:8] == "3d6235ea"


def test_two_customers_are_never_taken_for_one_in_the_digest() -> None:
    """Whatever signs an id has."""
    two = [CrmCustomer("a", "Xero"), CrmCustomer("b", "Xero")]

    assert CustomerMatch(two).digest != CustomerMatch([CrmCustomer("aXero\0b", "Xero")]).digest


@given(customers, customers, st.booleans(), st.booleans())
def test_the_digest_tells_every_name_that_changes_hands(
    one: list[CrmCustomer],
    other: list[CrmCustomer],
    ignored: bool,  # noqa: FBT001
    ignores: bool,  # noqa: FBT001
) -> None:
    """A name that matches otherwise than at the last sync is always noticed, whatever the CRM did in between."""
    old = CustomerMatch(one, ignore_case_and_spaces=ignored)
    new = CustomerMatch(other, ignore_case_and_spaces=ignores)

    for name in ("a b", *(customer.name for customer in (*one, *other))):
        if old.match(name).customer != new.match(name).customer:
            assert new.may_differ(name, old.digest)
    if (set(one), ignored) == (set(other), ignores):
        assert new.digest == old.digest


def test_one_new_customer_concerns_few_names() -> None:
    """Of a thousand names, a new customer leaves nearly all where they were, so that few documents are read again."""
    before = [CrmCustomer(str(number), f"Customer {number}") for number in range(1000)]
    grown = CustomerMatch([*before, CrmCustomer("new", "Newcomer")])

    digest = CustomerMatch(before).digest
    concerned = [each for each in before if grown.may_differ(each.name, digest)]

    assert len(concerned) < 10
    assert len(grown.digest) < 10_000
