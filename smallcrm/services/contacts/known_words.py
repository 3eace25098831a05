"""Tell the search index the words of new contacts that another process put together."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from smallcrm.core.indexed import searchable
from smallcrm.db import journal, search
from smallcrm.models import Contact, Tag
from smallcrm.services.contact_values.found_by import together

_IDS = func.json_each(bindparam("ids")).table_valued("value")  # however many, one statement
Pairs = Sequence[tuple[int, int]]


class KnownWords:
    """Completes the words with the names of companies and tags, as the file has them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names: Mapping[type[Contact | Tag], dict[int, str]] = {Contact: {}, Tag: {}}

    def tell(
        self,
        stretches: Sequence[str],
        first: int,
        links: Pairs,
        tags: Pairs,
        made: Mapping[int, str],
    ) -> None:
        """New contacts are stored, with all that belongs to them.

        Args:
            stretches: Their words, see ``found_by``.
            first: The id of the first one.
            links: Each with its company.
            tags: Each with its tags, in the order of their ids.
            made: Companies that came with them and have nothing but a name, with its words.
        """
        self._names[Contact].update(made)
        companies, tagged = self._by_contact(Contact, links), self._by_contact(Tag, tags)
        texts = together(stretches, first, companies, tagged)
        texts += made.items()
        connection = self._session.connection()
        search.add_known(connection, "contact", texts)
        journal.settle(connection, "contact", max(texts)[0])

    def _by_contact(self, model: type[Contact | Tag], pairs: Pairs) -> Mapping[int, str]:
        names = self._of(model, {other for _, other in pairs})
        found: defaultdict[int, str] = defaultdict(str)
        for contact_id, other in pairs:
            found[contact_id] += names[other]
        return found

    def _of(self, model: type[Contact | Tag], ids: Iterable[int]) -> Mapping[int, str]:
        """The words of the names of rows of *model*, asked for once."""
        names = self._names[model]
        unknown = [row_id for row_id in ids if row_id not in names]
        if unknown:
            wanted = select(_IDS.c.value)
            query = select(model.id, model.name).where(model.id.in_(wanted))
            found = self._session.execute(query, {"ids": json.dumps(unknown)})
            names.update((row_id, searchable(name)) for row_id, name in found)
        return names
