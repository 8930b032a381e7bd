"""What an organisation has decided for itself: its own pack, laid over ours. The pages stand in ``governance``."""
