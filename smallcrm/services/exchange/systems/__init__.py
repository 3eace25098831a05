"""The programs that contacts come from, one table each: their headings, and what they mean."""
