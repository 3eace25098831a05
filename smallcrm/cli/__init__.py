"""The command line: the same services as the window, without Qt; one file per group of commands."""
