"""Documents on paper: quotes, orders, invoices and credit notes as PDF.

``content`` says what is printed (``rows``, ``sums``, ``paying`` and ``parties`` its parts),
``layout`` where it stands, ``render`` makes the file, ``preview`` turns it into pictures;
``receipt`` is one for money that came in. reportlab and PDFium are costly to import: load
``render`` and ``preview`` by name when they are first needed.
"""
