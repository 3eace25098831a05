"""People who asked, in lists and messages: read in the child process, as all that comes in."""
