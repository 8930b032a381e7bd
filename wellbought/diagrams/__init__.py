"""Diagrams of the guidance: drawn as SVG from pack content and from the pack's own figures, each with its table."""

from wellbought.diagrams.draw import Drawing, draw

__all__ = ["Drawing", "draw"]
