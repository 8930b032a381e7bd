"""The portfolio: everything that an organisation buys and uses, for those who answer for it."""
