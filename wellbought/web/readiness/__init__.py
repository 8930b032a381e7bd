"""Readiness: the check for one person without an account, and rounds of an organisation with their plan."""
