"""The claim checker: from a vendor's words to the question to ask, without an account and inside a purchase."""
