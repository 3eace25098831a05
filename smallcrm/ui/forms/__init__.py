"""Forms without a Save button."""
