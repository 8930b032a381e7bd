"""The work on a purchase: who sees to what, what is said and shown."""
