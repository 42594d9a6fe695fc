"""What a person sees on a terminal: sentences, tables, and how far a command is; a pipe sees none of it."""
