"""Lists of calls from telephone systems and mobile phones: read in the child process."""
