"""Chromium without a screen, told what to do through a pipe: what a page shows, and pictures of it."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-extensions",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)
_SECONDS = 30.0
_MOST = 1 << 20


class BrowserFault(Exception):
    """The browser is not there, does not answer, or a page's script failed."""


def program() -> str | None:
    """Return the browser of this machine, None without one."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Page:
    """One page of a browser."""

    def __init__(self, commands: int, answers: int) -> None:
        """Speak through these two file descriptors."""
        self._commands, self._answers = commands, answers
        self._number, self._read = 0, b""
        self._session = ""
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]

    def open(self, address: str, *, width: int = 1000, height: int = 800, scale: float = 1.0) -> None:
        """Show an address in a window of this size; pictures have `scale` times its pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self._call("Emulation.setDeviceMetricsOverride", metrics)
        failed = self._call("Page.navigate", {"url": address}).get("errorText")
        if failed:
            raise BrowserFault(f"{address} cannot be shown: {failed}")
        self.wait("document.readyState === 'complete'")

    def tell(self, script: str) -> Any:  # noqa: ANN401 - what a script gives
        """Run a script in the page and return its value as JSON has it; raises BrowserFault where it fails."""
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True, "userGesture": True}
        answer = self._call("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            raise BrowserFault(str(answer["exceptionDetails"].get("exception", {}).get("description", script)))
        return answer["result"].get("value")

    def wait(self, condition: str) -> Any:  # noqa: ANN401 - what a script gives
        """Wait until a script's value is true, and return it; raises BrowserFault after half a minute."""
        ends = time.monotonic() + _SECONDS
        while time.monotonic() < ends:
            value = self.tell(f"new Promise(r => requestAnimationFrame(() => r({condition})))")
            if value:
                return value
        raise BrowserFault(f"{condition} did not come true")

    def type(self, selector: str, text: str) -> None:
        """Type a text into the first field that a selector finds."""
        self.tell(f"document.querySelector({json.dumps(selector)}).focus()")
        self._call("Input.insertText", {"text": text})

    def click(self, selector: str) -> None:
        """Click the middle of the first element that a selector finds, with the mouse."""
        place = self.tell(
            f"(() => {{const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: 'center'}});"
            "const r = e.getBoundingClientRect(); return {x: r.x + r.width / 2, y: r.y + r.height / 2}})()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", {"type": kind, "button": "left", "clickCount": 1, **place})

    def picture(self, selector: str = "html", *, most: int = 10_000) -> bytes:
        """Return a PNG of the first element that a selector finds, down to so many pixels, where a row of it ends."""
        box = self.tell(
            f"(() => {{const r = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            "return {x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height}})()"
        )
        ends = self.tell(
            "[...document.querySelectorAll('tr, p, dd, pre')].map(e => e.getBoundingClientRect().bottom + scrollY)"
        )
        whole = max((end - box["y"] for end in ends if end - box["y"] <= most), default=most)
        clip = {**box, "height": box["height"] if box["height"] <= most else whole, "scale": 1}
        asked = {"format": "png", "captureBeyondViewport": True, "clip": clip}
        return base64.b64decode(self._call("Page.captureScreenshot", asked)["data"])

    def _call(self, method: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        _write(self._commands, json.dumps(command).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == self._number:
                if "error" in message:
                    raise BrowserFault(f"{method}: {message['error']['message']}")
                found: dict[str, Any] = message["result"]
                return found

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._answers], [], [], _SECONDS)
            more = os.read(self._answers, _MOST) if ready else b""
            if not more:
                raise BrowserFault("The browser does not answer")
            self._read += more
        first, _, self._read = self._read.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message


@contextmanager
def browser() -> Iterator[Page]:
    """Start a browser with a profile of its own, and end it; raises BrowserFault where there is none."""
    found = program()
    if found is None:
        raise BrowserFault("There is no Chromium. On Debian: apt-get install chromium")
    commands, out = os.pipe()
    answers, given = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = (*_OPTIONS, f"--user-data-dir={profile}/profile")
        # The two descriptors that Chromium speaks through have to be these.
        line = f'exec "$@" 3<&{commands} 4>&{given}'
        process = subprocess.Popen(  # noqa: S603 - as named here
            ["bash", "-c", line, "bash", found, *options],
            pass_fds=(commands, given),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "HOME": profile},
        )
        os.close(commands)
        os.close(given)
        try:
            yield Page(out, answers)
        finally:
            os.close(out)
            os.close(answers)
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _write(descriptor: int, message: bytes) -> None:
    while message:
        message = message[os.write(descriptor, message) :]


def address(path: Path) -> str:
    """Return the address of a file of this machine."""
    return path.resolve().as_uri()
