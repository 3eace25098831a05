"""Tasks: the list in groups, the line that adds one, the panel that changes one."""
