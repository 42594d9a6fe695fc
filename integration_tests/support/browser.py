"""A browser for `BROWSER`, in which somebody allows access on the page that it is given."""

from __future__ import annotations

import re
import sys
from urllib.parse import urlsplit

import requests

_SECONDS = 60


def allow(address: str) -> requests.Response:
    """Open Xero's page, press Allow access, and return the page at which that ends."""
    page = requests.get(address, timeout=_SECONDS)
    fields = re.findall(r'name="([^"]+)" value="([^"]*)"', page.text)
    form = [*((name, value) for name, value in fields if name != "decision"), ("decision", "allow")]
    own = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    return requests.post(address, data=form, headers={"Origin": own}, timeout=_SECONDS)


if __name__ == "__main__":
    allow(sys.argv[1]).raise_for_status()
