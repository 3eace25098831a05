"""The first page of somebody new."""
