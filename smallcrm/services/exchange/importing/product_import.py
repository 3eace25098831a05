"""Bring a list of products in: found again by their code, then by their name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.fold import fold
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import products
from smallcrm.services.contacts.completing import Policies, Policy
from smallcrm.services.exchange.drafts import SKIPPED, Preview, Record
from smallcrm.services.exchange.fields import PRODUCT
from smallcrm.services.exchange.importing.deciding import OnDouble, Outcome, Wishes
from smallcrm.services.exchange.importing.report import ImportReport, LeftOut, report_of
from smallcrm.services.exchange.importing.tally import Double, Tally
from smallcrm.services.products import ProductDraft
from smallcrm.services.settings import get_business
from smallcrm.services.settings.taxes import rate_on

CODE, NAME = "code", "name"
DOUBLE = T("It may be a product that is there already, so it was skipped.")
_LOOK = 200  # rows between two looks at the stop button
_ZERO = Decimal(0)


class ProductDecision(NamedTuple):
    """What becomes of a row.

    Attributes:
        who: The id of the product, or minus the row that makes a new one.
        draft: The product when the row is in.
        other: Who the row may be, as *who*; 0 for nobody.
        key: By what it was found: its code or its name.
    """

    row: int
    outcome: Outcome
    who: int
    draft: ProductDraft
    other: int = 0
    key: str = ""


@dataclass
class ProductDecisions:
    """Decides about every row of a list, in their order; counts what it decided.

    Attributes:
        now: All products as they will be: stored ones by id, new ones by minus their row.
        made: Those of *now* that the list makes.
        changed: Those that are stored and that it changes.
    """

    session: Session
    preview: Preview
    wishes: Wishes
    now: dict[int, ProductDraft] = field(default_factory=dict)
    made: list[int] = field(default_factory=list)
    changed: dict[int, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = products.list_drafts(self.session)
        self._codes = {draft.code: who for who, draft in self.now.items() if draft.code}
        self._names = {fold(draft.name): who for who, draft in reversed(self.now.items())}
        self._currency = get_business(self.session).currency
        rate = rate_on(self.session, clock.today())
        self._usual = ("S", _ZERO) if rate is None else (rate.category, rate.rate)
        # Whoever touches no product still wants to hear of each that has another price.
        overwrite = self.wishes.on_double is not OnDouble.FILL
        self._policies = Policies(overwrite, self.wishes.policies)

    def decide(self) -> Iterator[ProductDecision]:
        """Every row that is a product, and what becomes of it."""
        for record in self.preview.records():
            if not record.outcome:
                yield self._decision(record, _values(record))

    def _decision(self, record: Record, values: Mapping[str, Any]) -> ProductDecision:
        other, key = self._find(values)
        if not other:
            return self._created(record.row, values)
        new = self._completed(self.now[other], values)
        is_other = new != self.now[other]
        on_double = self.wishes.on_double
        if on_double is OnDouble.CREATE and key == NAME:
            return self._created(record.row, values)
        if not is_other:
            return ProductDecision(record.row, Outcome.UNCHANGED, other, new, other, key)
        if on_double in (OnDouble.FILL, OnDouble.OVERWRITE):
            self._put(other, new)
            if other > 0:
                self.changed[other] = None
            return ProductDecision(record.row, Outcome.UPDATED, other, new, other, key)
        if on_double is OnDouble.ASK and key == NAME:
            return self._created(record.row, values)._replace(other=other, key=key)
        return ProductDecision(record.row, Outcome.SKIPPED, other, self.now[other], other, key)

    def _find(self, values: Mapping[str, Any]) -> tuple[int, str]:
        """By the code; by the name where one of the two has no code."""
        code = values.get("code", "")
        if code and code in self._codes:
            return self._codes[code], CODE
        who = self._names.get(fold(values["name"]), 0)
        if who and code and self.now[who].code:
            who = 0
        return who, NAME if who else ""

    def _created(self, row: int, values: Mapping[str, Any]) -> ProductDecision:
        category, rate = self._usual
        if "tax_rate" in values:
            category = "S" if values["tax_rate"] else "Z"
        draft = products.checked(
            ProductDraft(**{"tax_category": category, "tax_rate": rate, **values})
        )
        self.made.append(-row)
        self._put(-row, draft)
        return ProductDecision(row, Outcome.CREATED, -row, draft)

    def _put(self, who: int, draft: ProductDraft) -> None:
        self.now[who] = draft
        if draft.code:
            self._codes[draft.code] = who
        self._names.setdefault(fold(draft.name), who)

    def _completed(self, old: ProductDraft, values: Mapping[str, Any]) -> ProductDraft:
        """*old* with what the row says; a blank never takes the place of a value."""
        found = {}
        for name, value in values.items():
            policy = self._policies.single(f"{PRODUCT}{name}")
            is_blank = name not in _TAX and not getattr(old, name)
            is_wanted = policy is Policy.OVERWRITE or (is_blank and policy is Policy.FILL)
            is_said = name == "currency" and value == self._currency and not old.currency
            if is_wanted and not is_said and value not in ("", None):
                found[name] = value
        if found.get("code") in self._codes and found.get("code") != old.code:
            found.pop("code")
        return products.checked(replace(old, **found))


_TAX = ("tax_rate", "tax_category")  # nothing tells whether 0 % was meant or nobody knew


def _values(record: Record) -> dict[str, Any]:
    """What the row says, by the fields of ``ProductDraft``."""
    values: dict[str, Any] = {"name": record.name, **record.custom}
    for name in ("price", "tax_rate"):
        if name in values:
            values[name] = Decimal(values[name])
    if record.currency:
        values["currency"] = record.currency
    if record.note:
        values["description"] = record.note
    return values


class Looked(NamedTuple):
    """What would become of a list of products, row by row."""

    report: ImportReport
    decisions: dict[int, ProductDecision]


def look(session: Session, preview: Preview, wishes: Wishes, progress: Progress) -> Looked:
    """Say what bringing the products of *preview* in would do, without changing anything."""
    return _looked(ProductDecisions(session, preview, wishes), progress)


def store_products(
    session: Session, preview: Preview, wishes: Wishes, progress: Progress
) -> ImportReport:
    """Store the products of *preview*, inside an action."""
    deciding = ProductDecisions(session, preview, wishes)
    report, _ = _looked(deciding, progress)
    ids = products.create_all(session, [deciding.now[who] for who in deciding.made])
    for product_id in deciding.changed:
        products.change(session, product_id, deciding.now[product_id])
    known = ids or list(deciding.changed)
    return replace(report, first=known[0] if known else None)


def _looked(deciding: ProductDecisions, progress: Progress) -> Looked:
    preview, wishes = deciding.preview, deciding.wishes
    tally, found = Tally(wishes.on_double), {}
    doubles: dict[int, list[tuple[int, str]]] = {}
    for number, decision in enumerate(deciding.decide()):
        if number % _LOOK == 0:
            progress.report(number, preview.counts.rows)
        tally.outcomes[decision.outcome] += 1
        if decision.outcome is Outcome.SKIPPED:
            tally.left_alone.append(decision.row)
        if decision.other:
            found[decision.row] = decision
            tally.note_repeated(decision.outcome, decision.other)
            if wishes.on_double is OnDouble.ASK and decision.outcome is not Outcome.UNCHANGED:
                doubles.setdefault(decision.other, []).append((decision.row, decision.key))
    report = report_of(preview, wishes, tally, 0)
    left_out = [
        LeftOut(each.row, SKIPPED, DOUBLE)
        if each.row in found and each.outcome == SKIPPED
        else each
        for each in report.left_out
    ]
    pairs = tuple([_double(who, rows) for who, rows in doubles.items()])
    return Looked(replace(report, left_out=tuple(left_out), doubles=pairs), found)


def _double(who: int, listed: list[tuple[int, str]]) -> Double:
    rows = {row for row, _ in listed}
    numbers = tuple(sorted(rows | {-who} if who < 0 else rows))
    return Double(numbers, who if who > 0 else None, listed[0][1])
