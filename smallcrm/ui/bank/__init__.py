"""Bank statements: what came, and which invoices it paid."""
