"""E-mails in files: dropped or chosen, asked about, read on screen."""
