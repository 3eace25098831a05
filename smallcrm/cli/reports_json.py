"""The figures of reports as JSON has them: amounts are decimal strings, sums by currency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from smallcrm.cli.amounts import money
from smallcrm.core.money import Money
from smallcrm.services import reports
from smallcrm.services.reports import DIMENSIONS, Expected, Scope, StaffLine


def funnel(session: Session, scope: Scope) -> dict[str, Any]:
    """The cohort and its stages."""
    found = reports.funnel(session, scope)
    return {
        "deals": len(found.deals),
        "won": len(found.won),
        "lost": len(found.lost),
        "open": len(found.open),
        "stages": [
            {
                "stage": line.stage,
                "kind": line.kind,
                "entered": len(line.entered),
                "went_on": len(line.went_on),
                "won": len(line.won),
                "still_there": len(line.still_there),
                "lost": len(line.lost),
                "mean_days": _number(line.mean_days),
                "median_days": _number(line.median_days),
                "deals": list(line.entered),
            }
            for line in found.stages
        ],
    }


def losses(session: Session, scope: Scope) -> dict[str, Any]:
    """Every combination of stage, reason, source and person that occurs; empty names stay so."""
    found = reports.list_losses(session, scope)
    return {
        "losses": len(found),
        "cells": [
            {
                **dict(zip(DIMENSIONS, cell.keys, strict=True)),
                "losses": cell.losses,
                "amounts": _sums(cell.sums),
                "mean_days": _number(cell.mean_days),
                "deals": list(cell.deals),
            }
            for cell in reports.group(found, DIMENSIONS)
        ],
    }


def forecast(session: Session, scope: Scope) -> dict[str, Any]:
    """The months; ``at_start`` is null where it cannot be known."""
    return {
        "months": [
            {
                "month": f"{line.month:%Y-%m}",
                "currency": line.currency,
                "at_start": _expected(line.at_start) if line.at_start else None,
                "now": _expected(line.now),
                "won_deals": len(line.won_deals),
                "won": _amount(line.won),
            }
            for line in reports.forecast(session, scope)
        ]
    }


def sources(session: Session, scope: Scope) -> dict[str, Any]:
    """The sources and campaigns."""
    return {
        "sources": [
            {
                "source": line.source,
                "campaign": line.campaign,
                "leads": line.leads,
                "deals": len(line.deals),
                "won_deals": len(line.won),
                "cost": _sums(line.cost),
                "won": _sums(line.won_sums),
                "paid": _sums(line.paid),
                "return": _sums(line.returned),
            }
            for line in reports.sources(session, scope)
        ]
    }


def staff(session: Session, scope: Scope) -> dict[str, Any]:
    """The people and all together; ``person`` is empty for nobody, times are seconds."""
    lines = reports.staff_work(session, scope)
    return {
        "staff": [
            {"person": line.name, "works_here": line.works_here, **_work(line)} for line in lines
        ],
        "total": _work(reports.staff_total(lines)),
    }


def _work(line: StaffLine) -> dict[str, Any]:
    earned = line.earned
    return {
        "calls": line.talks.calls,
        "outgoing_calls": line.talks.outgoing,
        "answered_calls": line.talks.answered,
        "missed_calls": line.talks.missed,
        "talk_seconds": line.talks.seconds,
        "meetings": line.talks.meetings,
        "tasks_done": line.tasks.done,
        "tasks_done_late": line.tasks.done_late,
        "tasks_overdue": line.tasks.overdue,
        "first_answers": len(line.waits.seconds),
        "median_wait_seconds": line.waits.middle,
        "most_wait_seconds": line.waits.most,
        "not_answered": line.waits.waiting,
        "won_deals": len(earned.won),
        "won": _sums(reports.sums(earned.won_sums)),
        "invoiced": _sums(reports.sums(earned.invoiced)),
        "paid": _sums(reports.sums(earned.paid)),
    }


def _expected(found: Expected) -> dict[str, Any]:
    return {
        "deals": len(found.deals),
        "whole": _amount(found.whole),
        "weighted": _amount(found.weighted),
    }


def _sums(sums: Sequence[Money]) -> dict[str, str]:
    return {each.currency: _amount(each) for each in sums}


def _amount(value: Money) -> str:
    return money(value.amount, value.currency)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
