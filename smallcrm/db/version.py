"""The version of the tables that this program writes; also the file's PRAGMA user_version."""

LATEST = 2
