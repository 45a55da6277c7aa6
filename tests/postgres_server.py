"""A PostgreSQL server of the tests' own: in a folder that is thrown away, on a free port, as an unprivileged user."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr

USER = "readout"
MISSING = "no PostgreSQL server is installed here"
_TEMPLATE = "made_once"
_QUICK = "-c fsync=off -c full_page_writes=off -c autovacuum=off -c max_connections=200 -c shared_buffers=64MB"


@cache
def programs() -> Path | None:
    """The folder of initdb and pg_ctl: Debian keeps them beside the path."""
    on_path = shutil.which("pg_ctl")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda each: int(each.parts[-3]))
    return Path(on_path).parent if on_path else found[-1].parent if found else None


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Server:
    """A server that can be stopped and started; with `safe` it writes as it would where power may be cut."""

    def __init__(self, folder: Path, *, safe: bool = False) -> None:
        self.folder, self.port = folder, free_port()
        self._options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' " + (
            "-c max_connections=200" if safe else _QUICK
        )
        folder.mkdir(parents=True, exist_ok=True)
        self._own(folder)
        self._run("initdb", "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")

    def start(self) -> None:
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", self._options, "start")

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def address(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def make(self, database: str, template: str = "template0") -> None:
        if template == _TEMPLATE:
            self._make_template()
        self.say(SQL("create database {} template {}").format(Identifier(database), Identifier(template)))

    def empty(self, database: str) -> None:
        """Make a store like new; who still has it open loses it."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            db.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (database,))
        with psycopg.connect(self.address(database), autocommit=True) as db:
            db.execute(_EMPTY.format(kept=", ".join(f"'{name}'" for name in self._tables())), prepare=False)

    @cache  # noqa: B019
    def _tables(self) -> tuple[str, ...]:
        with psycopg.connect(self.address(_TEMPLATE)) as db:
            return tuple(row[0] for row in db.execute("select relname from pg_stat_user_tables"))

    def drop(self, database: str) -> None:
        self.say(SQL("drop database if exists {} with (force)").format(Identifier(database)))

    def say(self, statement: SQL) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            db.execute(statement)

    @cache  # noqa: B019 - a server is there as long as the process
    def _make_template(self) -> None:
        from bot.store.postgres.store import PostgresStore

        self.make(_TEMPLATE)
        PostgresStore(self.address(_TEMPLATE), self.folder / "beside").close()

    def _own(self, folder: Path) -> None:
        if os.getuid() == 0:
            shutil.chown(folder, *_unprivileged())

    def _run(self, program: str, *words: str) -> None:
        where = programs()
        assert where is not None, MISSING
        as_other = (
            ["setpriv", f"--reuid={_unprivileged()[0]}", f"--regid={_unprivileged()[1]}", "--clear-groups"]
            if os.getuid() == 0
            else []
        )
        command = [*as_other, str(where / program), "-D", str(self.folder / "data"), *words]
        done = subprocess.run(
            command,
            cwd=self.folder,
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, f"{done.stdout or ''}{self._log()}"

    def _log(self) -> str:
        file = self.folder / "log"
        return file.read_text()[-2_000:] if file.exists() else ""


def _unprivileged() -> tuple[int, int]:
    """The user that a server may run as: it refuses to be root."""
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise AssertionError("there is no user for the server")


@cache
def server() -> Server:
    """The server of this process's tests; it ends with them."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="readout-postgres-", dir=memory if memory.is_dir() else None))
    folder.chmod(0o755)
    made = Server(folder)
    made.start()

    def end() -> None:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    return made


_EMPTY = """
set session_replication_role = replica;
do $$ declare each record; begin
  for each in select relname from pg_stat_user_tables where schemaname = current_schema() loop
    if each.relname = any (array[{kept}]) then
      if each.relname <> 'readout_schema' then execute format('delete from %I', each.relname); end if;
    else execute format('drop table %I cascade', each.relname); end if;
  end loop;
  for each in select sequencename from pg_sequences where schemaname = current_schema() loop
    execute format('alter sequence %I restart', each.sequencename);
  end loop;
  insert into this_store (id) values (substr(md5(random()::text), 1, 8));
end $$
"""
"""Makes a store like new: quicker than another database, whose files the server would have to copy."""


class Databases:
    """A database for each folder that a store is opened in."""

    def __init__(self) -> None:
        self._made: dict[Path, str] = {}
        self._free: list[str] = []
        self._count = 0

    def address(self, folder: Path) -> SecretStr:
        """Where the store of a folder is; it is made, empty, where there is none."""
        place = folder.resolve()
        if place not in self._made:
            self._made[place] = self._free.pop() if self._free else self._new()
        return SecretStr(server().address(self._made[place]))

    def held(self) -> set[Path]:
        return set(self._made)

    def forget(self, folders: set[Path]) -> None:
        for folder in folders:
            name = self._made.pop(folder)
            server().empty(name)
            self._free.append(name)

    def _new(self) -> str:
        self._count += 1
        name = f"store_{self._count}"
        server().make(name, _TEMPLATE)
        return name
