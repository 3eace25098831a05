"""The page Today: what is to be done, what money waits for, what slips away."""
