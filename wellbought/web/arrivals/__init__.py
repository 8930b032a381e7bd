"""The back door: recording AI that came without a tender."""
