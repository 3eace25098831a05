"""What reminds: the look each half minute, the pop-up, the tray, what was missed."""
