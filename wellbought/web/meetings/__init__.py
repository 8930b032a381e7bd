"""Meetings of a purchase's team."""
