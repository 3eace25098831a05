"""Calling and writing to a telephone number: the system's programs, the timer, the menu."""
