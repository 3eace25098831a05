"""Put two drafts of the same contact together: fill what is empty, overwrite, append, leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from smallcrm.core.fold import fold
from smallcrm.core.phones import tail
from smallcrm.services.contacts.drafts import REFUSED, AddressDraft, ContactDraft, Labelled

T = TypeVar("T")
_PLAIN = (
    "name",
    "given_name",
    "family_name",
    "company",
    "role",
    "birthday",
    "tax_id",
    "language",
    "currency",
    "source",
    "owner",
)
_CONSENT = ("consent", "consent_on", "consent_source")


class Policy(StrEnum):
    """What becomes of a value of a contact that is there when a list brings another one."""

    OVERWRITE = "overwrite"
    FILL = "fill"
    APPEND = "append"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Policies:
    """What is to be done, field by field; a blank value never takes the place of another.

    Attributes:
        overwrite: Whether single values without a policy of their own are overwritten; else they
            fill what is empty. Telephones, e-mails, addresses, tags and notes are appended.
        fields: By field of the draft: ``name``, ``note``; ``custom.Color`` for a field of one's
            own; ``phones:mobile`` for those with one label, before ``phones`` for all others.
    """

    overwrite: bool = False
    fields: Mapping[str, Policy] = field(default_factory=dict)

    def single(self, name: str) -> Policy:
        """The policy for a value that a contact has once."""
        usual = Policy.OVERWRITE if self.overwrite else Policy.FILL
        return self.fields.get(name, usual)

    def several(self, name: str) -> Policy:
        """The policy for values of which a contact may have many."""
        return self.fields.get(name, Policy.APPEND)

    def key(self, name: str, label: str) -> str:
        """What decides about values of the field *name* with *label*."""
        labelled = f"{name}:{label}"
        return labelled if labelled in self.fields else name


FILLING = Policies()


def completed(old: ContactDraft, new: ContactDraft, policies: Policies = FILLING) -> ContactDraft:
    """*old* with what *new* knows.

    Unless *policies* say otherwise, telephones, e-mails, addresses and tags are added, never taken
    away, and both notes are kept. Whoever refused advertising, in either of them, has refused it,
    as in merging: only the policy to leave the consent alone keeps one that was given.

    Args:
        old: As it is stored.
        new: As it came in.
        policies: What becomes of values that both have.
    """
    values = dict(_changes(old, new, policies))
    return old._replace(**values) if values else old


def adds(old: ContactDraft, new: ContactDraft, policies: Policies = FILLING) -> bool:
    """Whether ``completed`` makes another draft of *old*; found out at the first difference."""
    return any(True for _ in _changes(old, new, policies))


def _changes(old: ContactDraft, new: ContactDraft, policies: Policies) -> Iterator[tuple[str, Any]]:
    """The fields of *old* that become others, with their values; the likeliest first."""
    for name, value in _values(old, new, policies):
        if value != getattr(old, name):
            yield name, value


def _values(old: ContactDraft, new: ContactDraft, policies: Policies) -> Iterator[tuple[str, Any]]:
    for name, key in _SEVERAL.items():
        yield name, _joined(getattr(old, name), getattr(new, name), key, name, policies)
    yield "note", _note(old.note, new.note, policies.several("note"))
    for name in _PLAIN:
        before, after = getattr(old, name), getattr(new, name)
        if after and after != before:
            is_blank = not before or (name == "name" and _stands_in(old))
            if name == "name" and _stands_in(new) and not is_blank:
                continue  # a row without a name knows none
            yield name, _chosen(before, after, policies.single(name), is_blank=is_blank)
    if _is_new_consent(old.consent, new.consent, policies.single("consent")):
        for name in _CONSENT:
            yield name, getattr(new, name)
    for name in ("custom", "external"):
        before, after = dict(getattr(old, name)), dict(getattr(new, name))
        found = {
            each: _chosen(before.get(each, ""), value, policies.single(f"{name}.{each}"))
            for each, value in after.items()
        }
        yield name, before | {each: value for each, value in found.items() if value}


def _is_new_consent(before: str, after: str, policy: Policy) -> bool:
    """Whether the consent, its day and its source become the new ones, all three together."""
    if not after or policy is Policy.LEAVE:
        return False
    if REFUSED in {before, after} and before != after:
        return after == REFUSED
    return policy is Policy.OVERWRITE or not before


def _chosen(before: str, after: str, policy: Policy, *, is_blank: bool | None = None) -> str:
    blank = not before if is_blank is None else is_blank
    if not after or policy is Policy.LEAVE:
        return before
    return after if policy is Policy.OVERWRITE or blank else before


def _joined(
    old: tuple[T, ...],
    new: tuple[T, ...],
    key: Callable[[Any], object],
    name: str,
    policies: Policies,
) -> tuple[T, ...]:
    """What stays of *old*, then what comes of *new*; nothing whose key was there already."""
    if not new or new == old:
        return old

    def parts(items: tuple[T, ...]) -> dict[str, list[T]]:
        found: dict[str, list[T]] = {}
        for item in items:
            found.setdefault(policies.key(name, getattr(item, "label", "")), []).append(item)
        return found

    before, stay, come = parts(old), list(old), list(new)
    for part, items in parts(new).items():
        policy, there = policies.several(part), before.get(part, [])
        if policy is Policy.OVERWRITE:
            wanted = {key(item) for item in items}
            stay = [item for item in stay if item not in there or key(item) in wanted]
        elif policy is Policy.LEAVE or (policy is Policy.FILL and there):
            come = [item for item in come if item not in items]
    known = {key(item) for item in stay}
    added = {key(item): item for item in reversed(come)}
    names = [each for each in dict.fromkeys(map(key, come)) if each not in known]
    return (*stay, *[added[each] for each in names])


def _stands_in(draft: ContactDraft) -> bool:
    """Whether the contact is shown under an e-mail or a telephone because nobody knew its name."""
    return any(draft.name == item.value for item in (*draft.emails, *draft.phones))


def _value(item: Labelled) -> str:
    return fold(item.value)


def _number(phone: Labelled) -> str:
    """Two spellings of a number share its last digits: with and without the country's code."""
    return tail(phone.value) or phone.value


def _place(address: AddressDraft) -> tuple[str, ...]:
    """An address is one block: the same one, or another one beside it."""
    parts = (address.street, address.postcode, address.city)
    return tuple("".join(filter(str.isalnum, fold(part))) for part in parts)


def _note(old: str, new: str, policy: Policy) -> str:
    if policy is not Policy.APPEND:
        return _chosen(old, new, policy)
    if not new or new in old:
        return old
    return f"{old}\n{new}" if old else new


_SEVERAL: dict[str, Callable[[Any], object]] = {
    "emails": _value,
    "phones": _number,
    "urls": _value,
    "addresses": _place,
    "tags": fold,
}
