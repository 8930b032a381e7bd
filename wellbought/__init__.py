"""Wellbought helps public organisations buy AI well."""

__version__ = "0.1.0"
