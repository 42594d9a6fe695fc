"""The web application over the sandbox's state: from a request to its answer."""
