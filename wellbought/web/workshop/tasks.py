"""What is done for workshops by the clock."""

from django.utils import timezone

from wellbought.web.workshop.actions import forget_old


def forget() -> None:
    """Delete the rooms that were opened long ago."""
    forget_old(timezone.now())
