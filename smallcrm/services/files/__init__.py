"""Files that belong to contacts and their deals: offers, photographs, contracts."""

from smallcrm.services.files.commands import (
    LARGEST,
    FileStore,
    attach,
    keep,
    keep_bytes,
    remove_file,
    rename_file,
)
from smallcrm.services.files.names import free_name, is_dangerous, safe_name
from smallcrm.services.files.pictures import list_unused_pictures, remove_unused_pictures
from smallcrm.services.files.queries import (
    FileRow,
    get_file,
    lend_file,
    list_file_ids,
    list_file_rows,
    list_files_of_entries,
    list_lost,
    list_unused,
    save_file,
)

__all__ = [
    "LARGEST",
    "FileRow",
    "FileStore",
    "attach",
    "free_name",
    "get_file",
    "is_dangerous",
    "keep",
    "keep_bytes",
    "lend_file",
    "list_file_ids",
    "list_file_rows",
    "list_files_of_entries",
    "list_lost",
    "list_unused",
    "list_unused_pictures",
    "remove_file",
    "remove_unused_pictures",
    "rename_file",
    "safe_name",
    "save_file",
]
