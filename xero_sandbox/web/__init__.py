"""The doors: the web application over the state, from a request to its answer."""
