"""What a value means: telephones, dates, amounts, countries, tax numbers, tags, kinds of names."""
