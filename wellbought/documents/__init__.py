"""Documents that people hand to each other: computed from a purchase, written in the format that they ask for."""
