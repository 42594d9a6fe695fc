"""The configuration that a sign-in completes: what it is before, and what is written after."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xero_connectors.config_fault import ConfigFault
from xero_connectors.config_file import replace
from xero_connectors.exit_code import WrongUse
from xero_connectors.file_failure import writing_remedy
from xero_connectors.json_file import json_object
from xero_connectors.signing_in.answer import NotSignedIn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_WHAT = "configuration"
_TO_COME = "(to come)"
_SANDBOX = re.compile(r"https?://[^/\s]+")
_MOST_SHOWN = 60


@dataclass(frozen=True)
class Draft:
    """A configuration file, there or not yet, with the app that signs in and the addresses of a new file."""

    path: Path
    found: Mapping[str, Any] = field(repr=False)
    client_id: str
    client_secret: str | None = field(repr=False)
    addresses: Mapping[str, str]

    def whole(self, refresh_token: str = _TO_COME, organisations: Sequence[str] = ()) -> dict[str, Any]:
        """Return the configuration as it will be, to be checked against the form before anybody signs in."""
        return self._completed(self.found, refresh_token, organisations)

    def save(self, refresh_token: str, organisations: Sequence[str]) -> None:
        """Write credentials and organisations into the file, and leave everything else as it stands there by now.

        Without `organisations` those of the file stay. Raises NotSignedIn where the file cannot be written.
        """
        try:
            current = read_file(self.path)
            replace(self.path, self._completed(current, refresh_token, organisations))
        except (ConfigFault, OSError) as failure:
            why = str(failure)
            if isinstance(failure, OSError):
                why = f"{self.path}: {failure.strerror}; {writing_remedy(failure)}."
            raise NotSignedIn(
                f"Xero let the app in, and the configuration could not be written: {why} Nothing was saved. Mend it "
                f"and sign in again."
            ) from None

    def _completed(self, config: Mapping[str, Any], refresh_token: str, organisations: Sequence[str]) -> dict[str, Any]:
        credentials = {
            **_oauth_of(config),
            "auth_type": "oauth",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "refresh_token": refresh_token,
        }
        if self.client_secret is None:
            del credentials["client_secret"]
        chosen = {"organisations": list(organisations)} if organisations else {}
        return {**config, "credentials": credentials, **chosen, **self.addresses}


def open_draft(path: Path, *, client_id: str | None, client_secret: str | None, sandbox: str | None) -> Draft:
    """Return what a file and the command line say of the app; raises WrongUse where they name none.

    Raises ConfigFault where the file cannot be used, or has other addresses than `sandbox`.
    """
    if path.is_dir():
        raise ConfigFault(f"--config is {path}, which is a folder: name the file in it.")
    folder = path.resolve().parent
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        raise ConfigFault(
            f"--config is {path}, and the folder {folder} cannot be written to. Make it, or name another."
        )
    found = read_file(path)
    old = _oauth_of(found)
    own = client_id or str(old.get("client_id") or "")
    if not own:
        raise WrongUse(_no_client(found, path))
    kept = old.get("client_secret") if old.get("client_id") == own else None
    return Draft(path, found, own, client_secret or (str(kept) if kept else None), _addresses(found, sandbox))


def read_file(path: Path) -> dict[str, Any]:
    """Return what a configuration file holds, nothing where there is none yet; raises ConfigFault."""
    return json_object(path, _WHAT) if os.path.lexists(path) and path.resolve().exists() else {}


def _oauth_of(config: Mapping[str, Any]) -> dict[str, Any]:
    credentials = config.get("credentials")
    return dict(credentials) if isinstance(credentials, dict) and credentials.get("auth_type") == "oauth" else {}


def _no_client(found: Mapping[str, Any], path: Path) -> str:
    credentials = found.get("credentials")
    if isinstance(credentials, dict) and credentials.get("auth_type") == "custom_connection":
        return (
            f"{path} signs in with a custom connection, which needs no user to sign in: `check` tells whether it "
            f"works. To sign in with an OAuth app in its place, give that app's client id with --client-id."
        )
    return (
        "No app is named to sign in with. Give --client-id: it stands on the Configuration page of your app at "
        "developer.xero.com."
    )


def sandbox_addresses(sandbox: str) -> dict[str, str]:
    """Return the addresses of a sandbox as the form has them; raises WrongUse for what is no address of one."""
    own = sandbox.rstrip("/")
    if not _SANDBOX.fullmatch(own):
        raise WrongUse(
            f"--sandbox is {sandbox[:_MOST_SHOWN]!r}: give the address that xero-sandbox prints, such as "
            f"http://localhost:8765."
        )
    return {"api_url": f"{own}/api.xro/2.0", "identity_url": own}


def _addresses(found: Mapping[str, Any], sandbox: str | None) -> dict[str, str]:
    if sandbox is None:
        return {}
    wanted = sandbox_addresses(sandbox)
    for name, address in wanted.items():
        if found.get(name) not in (None, address):
            raise ConfigFault(
                f"--sandbox is {sandbox}, and the configuration has another {name}. Leave --sandbox out, or choose "
                f"another file."
            )
    return wanted
