"""The command `init`: questions, each answer proved as it comes, and a commented configuration at the end."""
