"""Writers of the formats that everything can leave in."""
