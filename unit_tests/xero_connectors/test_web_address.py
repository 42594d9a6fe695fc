"""What goes over a network goes encrypted."""

from __future__ import annotations

import pytest

from xero_connectors.web_address import guarded, is_in_the_clear, is_web, link, plain


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://files.example.com/a.csv", True),
        ("HTTP://files.example.com", True),
        ("http://192.168.1.4:8000", True),
        ("http://localhost.example.com", True),
        ("https://files.example.com/a.csv", False),
        ("http://localhost:8000/a.csv", False),
        ("http://127.0.0.2:8000", False),
        ("http://[::1]:8000", False),
        ("s3://bucket/a.csv", False),
    ],
)
def test_plain_http_stays_on_this_machine(address: str, expected: bool) -> None:  # noqa: FBT001
    """A name that only looks like this machine is another machine."""
    assert is_in_the_clear(address) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.com", True),
        ("Http://localhost", True),
        ("http", False),
        ("/a/b.csv", False),
        ("s3://b", False),
    ],
)
def test_an_address_on_the_web_is_known_by_its_scheme(text: str, expected: bool) -> None:  # noqa: FBT001
    """A path may be called http."""
    assert is_web(text) is expected


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://api.example/api", "plain http is taken to this machine alone"),
        ("https://not-a-real-secret@api.example/api", "holds a user or a password"),
        ("https://somebody:not-a-real-secret@api.example/api", "holds a user or a password"),
        ("https://[not-a-real-secret/api", "is no address that can be called"),
        ("https://api.example:99999/not-a-real-secret", "is no address that can be called"),
        ("https://api.example:0/not-a-real-secret", "is no address that can be called"),
        ("https://api.example:port/not-a-real-secret", "is no address that can be called"),
        ("https://api..example/not-a-real-secret", "is no address that can be called"),
        ("https://*.example/not-a-real-secret", "is no address that can be called"),
        (f"https://{'a' * 64}.example/not-a-real-secret", "is no address that can be called"),
        ("https:///not-a-real-secret", "is no address that can be called"),
    ],
)
def test_an_address_that_gives_secrets_away_is_refused(address: str, said: str) -> None:
    """Or that nobody could call. The message says why, and quotes nothing of it."""
    with pytest.raises(ValueError, match=said) as refused:
        guarded(address)

    assert "not-a-real-secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["https://api.example/api", "http://127.0.0.1:8000/api", "http://localhost/api"])
def test_an_address_to_which_secrets_may_go_is_taken_as_it_is(address: str) -> None:
    """Encrypted, or without leaving this machine."""
    assert guarded(address) == address


def test_a_link_of_a_form_is_words_and_an_address_elsewhere() -> None:
    """A terminal shows no markup, and nothing of what surrounds the links is lost."""
    described = (
        f"See {link('My Apps', 'https://a.example.com/app')}, or {link('limits', 'https://b.example.com/')}; < 5."
    )

    assert plain(described) == "See My Apps (https://a.example.com/app), or limits (https://b.example.com/); < 5."
    assert plain("Nothing to click.") == "Nothing to click."
