"""Documents on paper: quotes, orders, invoices and credit notes as PDF.

``content`` says what is printed, ``layout`` where it stands, ``render`` draws it, ``preview``
turns it into pictures. reportlab and PDFium are costly to import: load ``render`` and
``preview`` by name when they are first needed.
"""
