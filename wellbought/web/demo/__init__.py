"""Example purchases, loaded through the actions that people use."""
