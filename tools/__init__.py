"""Tools of those who work on Wellbought; the product needs none of them."""
