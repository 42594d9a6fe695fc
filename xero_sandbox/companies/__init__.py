"""Companies with a past: the books that a sandbox opens with."""
