"""The address of the payments."""

from __future__ import annotations

PAYMENTS = "crm://payments"
