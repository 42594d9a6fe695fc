"""Journal entries sent against manual journals found."""
