"""A business whose customers do not always pay."""

from tests.services.receivables import conftest as books_of

books = books_of.books
