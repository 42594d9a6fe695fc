"""The flow of RevRec's streams: what is read of an organisation's sales, in what order, with what state."""
