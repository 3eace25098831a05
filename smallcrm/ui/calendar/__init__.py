"""Day, week and month, each painted by one widget."""
