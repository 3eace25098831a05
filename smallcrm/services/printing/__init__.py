"""Things on paper that are no documents: lists, address labels, envelopes.

They are drawn with what ``documents.pdf`` draws with. reportlab is costly to import: load these
modules by name when they are first needed.
"""
