"""Organisations, people, their memberships, sign-in."""
