"""E-mails in files, .eml and .msg: read in a child process, nothing loaded, nothing run."""
