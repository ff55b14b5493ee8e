"""What a store holds, as hashes: two stores with the same digest hold the same."""
import contextlib
import hashlib
import re
import sqlite3

# Rows that a refused request may leave, and what the host itself notes from time to time.
BOOKKEEPING = {"host_audit", "host_session", "host_idempotency", "host_job", "host_link", "sqlite_sequence"}
MOMENTS = re.compile(r"(_at|since|until|failed_signins)$")


def digest(file, without=()):
    """{table: hash of its rows} of everything that counts as content."""
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as store:
        store.text_factory = bytes
        tables = [name.decode() for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        result = {}
        for table in sorted(set(tables) - BOOKKEEPING - set(without)):
            columns = [row[1].decode() for row in store.execute(f'PRAGMA table_info("{table}")')]
            kept = ", ".join(f'"{column}"' for column in columns if not MOMENTS.search(column)) or "1"
            rows = sorted(repr(row) for row in store.execute(f'SELECT {kept} FROM "{table}"'))
            result[table] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
        return result
