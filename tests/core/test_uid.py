"""Names for rows."""

from __future__ import annotations

import time
from itertools import pairwise
from uuid import RFC_4122, UUID

from smallcrm.core.uid import new_uid, new_uids


def test_it_is_a_uuid_of_version_seven():
    uid = UUID(new_uid())
    assert (uid.version, uid.variant) == (7, RFC_4122)
    assert abs((uid.int >> 80) / 1000 - time.time()) < 60


def test_names_are_many_and_sort_by_the_time_they_were_made():
    made = [new_uid() for _ in range(2000)]
    assert len(set(made)) == len(made)
    assert made[0] < made[-1]
    assert sum(one < two for one, two in pairwise(made)) > 1990


def test_many_names_at_once_are_of_the_same_kind_and_in_order():
    made = new_uids(5000)
    assert len(set(made)) == len(made)
    assert made[:4096] == sorted(made[:4096])
    assert made[0] < made[-1]
    for name in made[::500]:
        uid = UUID(name)
        assert str(uid) == name
        assert (uid.version, uid.variant) == (7, RFC_4122)
        assert abs((uid.int >> 80) / 1000 - time.time()) < 60
