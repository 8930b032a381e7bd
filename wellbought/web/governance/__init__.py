"""The pages on which an organisation writes its own rules, and the governance kit that drafts them."""
