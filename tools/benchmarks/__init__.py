"""What ``dev.py bench`` measures: each module one operation, beside the least work it could be.

Machines are noisy, so a figure alone says little: the limit (the plainest fast way to do the same)
is measured in the same run, in turns with ours, and the ratio of the medians is what counts.
"""
