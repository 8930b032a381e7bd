"""The check: a purchase triaged without an account."""
