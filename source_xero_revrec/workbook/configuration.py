"""The configuration as the About page shows it: in words, without a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.workbook.cells import in_words
from source_xero_revrec.workbook.sheets import title
from xero_api.address import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONG_LIST = 12


def choices(config: Mapping[str, Any], specification: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the configuration as label and value, without anything that the specification calls a secret.

    What the specification does not name is left out, since nobody knows what it is; so are credentials as a whole.
    """
    secrets, words = set(_secret_names(specification)), set(_choices(specification))
    titles = specification.get("properties", {})
    return [
        (titles[name].get("title", title(name)), _described(value, secrets, words))
        for name, value in config.items()
        if name in titles and name != "credentials" and name not in secrets and not _is_empty(value)
    ]


def _described(value: Any, secrets: set[str], words: set[str]) -> str:  # noqa: ANN401 - a JSON value
    if isinstance(value, dict):
        return "; ".join(
            f"{title(name)}: {_described(part, secrets, words)}"
            for name, part in value.items()
            if name not in secrets and not _is_empty(part)
        )
    if isinstance(value, list):
        if len(value) > _LONG_LIST:
            return f"{len(value):,} entries"
        return " | ".join(_described(part, secrets, words) for part in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = str(value)
    if text in words:
        return in_words(text)
    return shown(text) if "://" in text else text


def _choices(node: Any) -> Iterator[str]:  # noqa: ANN401 - a walk over JSON
    """Yield what can be chosen: these are our words, and everything else is the user's."""
    if isinstance(node, dict):
        found = [node.get("const"), *(node.get("enum") or [])]
        yield from (each for each in found if isinstance(each, str))
        for part in node.values():
            yield from _choices(part)
    elif isinstance(node, list):
        for part in node:
            yield from _choices(part)


def _is_empty(value: Any) -> bool:  # noqa: ANN401 - a JSON value
    return value in (None, [], {}, "")


def _secret_names(node: Any) -> Iterator[str]:  # noqa: ANN401 - a walk over JSON
    if isinstance(node, dict):
        for name, part in node.items():
            if isinstance(part, dict) and part.get("airbyte_secret"):
                yield name
            yield from _secret_names(part)
    elif isinstance(node, list):
        for part in node:
            yield from _secret_names(part)
