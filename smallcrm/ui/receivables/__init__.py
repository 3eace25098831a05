"""What customers owe: statements, and what is unpaid by age."""
