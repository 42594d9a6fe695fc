"""The source is read in this process: exact numbers, and one sentence where it fails."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NoReturn

import pytest
from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.workbook.intake import ReadFailed, offered, records, written
from unit_tests.source_xero_revrec.workbook.made_source import MadeUpSource

PRODUCTS: dict[str, Any] = {"products": lambda: [{"product_code": "A", "list_price": Decimal("10.50")}]}


class Refusing(MadeUpSource):
    """A source that cannot do what it is asked."""

    def __init__(self, kind: FailureType, message: str | None) -> None:
        """Fail with a sentence, if it is given one."""
        super().__init__(PRODUCTS)
        self._error = AirbyteTracedException(message=message, failure_type=kind)

    def discover(self, *_: object) -> NoReturn:
        """Refuse."""
        raise self._error

    def read(self, *_: object) -> Any:  # noqa: ANN401
        """Refuse, after a record."""
        yield from super().read(*_)  # type: ignore[arg-type]
        raise self._error


def test_streams_are_offered_by_name() -> None:
    """Whatever the source has for the configuration."""
    assert list(offered(MadeUpSource(PRODUCTS), {})) == ["products"]


def test_records_come_with_their_stream_and_every_digit() -> None:
    """As the source has them."""
    source = MadeUpSource(PRODUCTS)

    found = list(records(source, {}, list(offered(source, {}).values())))

    assert [(stream, written(record)) for stream, record in found] == [
        ("products", b'{"product_code":"A","list_price":10.50}')
    ]


def test_a_refusal_has_the_sources_own_sentence() -> None:
    """Whether it is the configuration or Xero, at the beginning or while records are read."""
    source = Refusing(FailureType.config_error, "Correct it.")
    streams = list(offered(MadeUpSource(PRODUCTS), {}).values())

    for refuse in (lambda: offered(source, {}), lambda: list(records(source, {}, streams))):
        with pytest.raises(ReadFailed, match=r"^Correct it\.$"):
            refuse()


def test_a_failure_without_a_word_is_one_all_the_same() -> None:
    """Something is said."""
    with pytest.raises(ReadFailed, match=r"^The source failed\.$"):
        offered(Refusing(FailureType.system_error, None), {})


def test_a_stream_that_fails_ends_the_reading() -> None:
    """Half a workbook is none, so the records after it are not waited for."""
    twice: dict[str, Any] = {
        name: lambda: [{"product_code": "A"}, {"product_code": "B"}] for name in ("products", "customers")
    }
    source = MadeUpSource(twice, failing="products")

    with pytest.raises(ReadFailed, match="Xero is closed for maintenance"):
        list(records(source, {}, list(offered(source, {}).values())))
    assert source.read_streams == ["products"]


def test_what_no_record_can_hold_is_a_programmers_error() -> None:
    """It is not turned into a text in passing."""
    with pytest.raises(TypeError):
        written({"value": object()})


def test_a_decimal_that_was_not_written_yet_keeps_its_digits() -> None:
    """However the source has it, digits or number."""
    assert written({"value": Decimal("1E+3")}) == b'{"value":1000}'
    assert written({"value": Decimal("0.10")}) == b'{"value":0.10}'
