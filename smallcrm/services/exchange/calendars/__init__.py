"""Files of other calendars (RFC 5545), read in the child process with its limits."""
