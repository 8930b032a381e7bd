"""What is done for purchases in the background."""

from wellbought.web.purchases import actions


def refresh_standings() -> None:
    """Bring up to date where purchases stand, after the guidance changed."""
    actions.refresh_standings()
