"""The pages of market research."""
