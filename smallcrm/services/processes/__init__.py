"""A second process beside ours: ``asking`` starts it and hears it, ``answering`` is its end.

What is asked and answered are plain values in ``marshal`` form: both ends are the same Python.
"""
