"""What the header of a data file says: whose it is, and the version of its tables."""

LATEST = 9
APPLICATION_ID = 0x53435231  # "SCR1", in the header of every data file
