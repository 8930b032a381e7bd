"""Mail that tells people what waits for them: once a week, and at once when somebody mentions them."""
