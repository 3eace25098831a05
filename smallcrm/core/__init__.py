"""Leaf modules that every layer may use: no Qt, no SQL, no third party but Babel."""
