"""What a table is: where it begins and ends, whose it is, what each of its columns holds."""
