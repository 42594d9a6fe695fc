"""What a command says to a person: the log as sentences, answers as sentences and tables, a moving line."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from destination_xero_journals.input.messages import Output
from xero_connectors.terminal.form import HEADINGS, fields
from xero_connectors.terminal.screen import Colour, Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from xero_connectors.terminal.progress import Progress

_COLUMN = ("Column", "Type", "Needed")


class Sentences(Output):
    """Messages for a person: nothing of Airbyte's protocol is printed."""

    def __init__(self, screen: Screen | None = None, *, debug: bool = False) -> None:
        """Speak on a screen; with `debug`, failures are shown with where in the program they were."""
        self._screen = screen or Screen()
        self._debug = debug

    def line(self, message: bytes) -> None:
        """Drop a message of the protocol, such as a state."""

    def message(self, kind: str, **content: object) -> None:
        """Say what a message answers; what is for a platform alone is not said."""
        match kind, content:
            case "TRACE", {"trace": {"error": {"stack_trace": str(text)}}} if self._debug:
                self._screen.say(text)
            case "SPEC", {"spec": {"connectionSpecification": dict(form)}}:
                self._screen.table(HEADINGS, [*fields(form)])
                self._screen.tell("--format json prints Airbyte's message; docs/the-form.md tells more of each field.")
            case "CONNECTION_STATUS", {"connectionStatus": {"status": "SUCCEEDED"}}:
                self._screen.tell("The configuration works.", Colour.GOOD)
            case "CONNECTION_STATUS", {"connectionStatus": {"message": str(text)}}:
                self._screen.tell(f"The configuration does not work. {text}", Colour.BAD)
            case "DESTINATION_CATALOG", {"destination_catalog": {"operations": list(operations)}}:
                for operation in operations:
                    self._operation(operation)

    def log(self, level: str, text: str) -> None:
        """Say a line of the log: what was done goes to standard output, what is wrong to standard error."""
        if level == "INFO":
            self._screen.tell(text)
        elif level == "WARN":
            self._screen.say(f"WARNING: {text}", Colour.DOUBTFUL)
        else:
            self._screen.say(text, Colour.BAD)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
        """Show a table, without the columns in which nothing is counted."""
        told = [place for place in range(len(headings)) if any(row[place] for row in rows)]
        if told:
            self._screen.table([headings[place] for place in told], [[row[place] for place in told] for row in rows])

    @contextmanager
    def progress(self, *, waiting: Callable[[], float], asking: Callable[[], str]) -> Iterator[Progress]:
        """Hand out a progress that is drawn on a terminal, and told every few seconds elsewhere."""
        if self._screen.moves:
            with self._screen.progress(waiting=waiting, asking=asking) as progress:
                yield progress
        else:
            with super().progress(waiting=waiting, asking=asking) as progress:
                yield progress

    def _operation(self, operation: Mapping[str, Any]) -> None:
        schema = operation["json_schema"]
        needed = set(schema.get("required", ()))
        rows = [
            (name, str(each["type"]), "needed" if name in needed else "") for name, each in schema["properties"].items()
        ]
        self._screen.tell(f"{operation['object_name']}, a record for each line of a journal entry:")
        self._screen.table(_COLUMN, rows)
