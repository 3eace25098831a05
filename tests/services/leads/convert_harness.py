"""A process that converts a lead when it is told to: ``convert_harness.py FILE LEAD``."""

from __future__ import annotations

import sys
from pathlib import Path

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import leads

database = Database(Path(sys.argv[1]))
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.stdin.readline()
with database.write(T("Convert lead")) as session:
    done = leads.convert(session, int(sys.argv[2]))
sys.stdout.write(f"{done.contact_id} {done.company_id} {done.deal_id} {done.is_new}\n")
database.close()
