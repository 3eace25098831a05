"""People and companies: the list, and the page of one of them."""
