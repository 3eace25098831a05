"""Statements of banks, CAMT.053 and tables: read in the child process, as any file from outside."""
