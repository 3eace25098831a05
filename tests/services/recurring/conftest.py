"""A business with customers who pay every month."""

from tests.services.receivables import conftest as books_of

books = books_of.books
