"""A PostgreSQL server of the tests' own: in a folder that is thrown away, on a free port, as an unprivileged user."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr

USER = "readout"
MISSING = "no PostgreSQL server is installed here"
_TEMPLATE = "made_once"
_QUICK = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off", "shared_buffers": "64MB"}


@cache
def programs() -> Path | None:
    """The folder of initdb and pg_ctl: Debian keeps them beside the path."""
    on_path = shutil.which("pg_ctl")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda each: int(each.parts[-3]))
    return Path(on_path).resolve().parent if on_path else found[-1].parent if found else None


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Server:
    """A server that can be stopped and started; with `safe` it writes as it would where power may be cut. `more` are
    settings of its own.

    It ends with the thread that started it, whatever becomes of that.
    """

    def __init__(self, folder: Path, *, safe: bool = False, **more: str) -> None:
        self.folder, self.port = folder, free_port()
        own = {
            "max_connections": "200",
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
        }
        self._options = [f"--{name}={value}" for name, value in {**own, **({} if safe else _QUICK), **more}.items()]
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        if os.getuid() == 0:
            shutil.chown(folder, *_unprivileged())
        done = subprocess.run(
            self._command("initdb", "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command("postgres", *self._options), cwd=self.folder, stdout=log, stderr=log
            )
        while not self._answers():
            assert self._process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it at once, as a power cut would, or with SIGINT in good order."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def has_ended(self) -> bool:
        """Whether it fell by itself."""
        return self._process is not None and self._process.poll() is not None

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.address("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _command(self, program: str, *words: str) -> list[str]:
        where = programs()
        assert where is not None, MISSING
        ends = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
        if os.getuid() == 0:
            user, group = _unprivileged()
            ends += [f"--reuid={user}", f"--regid={group}", "--clear-groups"]
        return [*ends, str(where / program), "-D", str(self.folder / "data"), *words]

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def address(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def make(self, database: str, template: str = "template0") -> None:
        if template == _TEMPLATE:
            self._make_template()
        self.say(SQL("create database {} template {}").format(Identifier(database), Identifier(template)))

    def say_plainly(self, statement: str, *values: object) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            db.execute(statement, values or None)  # type: ignore[call-overload]

    def end_of_all(self, database: str) -> None:
        """End who has a database open, and wait until nobody has."""
        while self._held_by(database):
            time.sleep(0.02)

    def _held_by(self, database: str) -> int:
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            return db.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (database,)
            ).rowcount

    def empty(self, database: str) -> None:
        """Make a store like new; who still has it open loses it."""
        self.end_of_all(database)
        with psycopg.connect(self.address(database), autocommit=True) as db:
            db.execute(_EMPTY.format(kept=", ".join(f"'{name}'" for name in self._tables())), prepare=False)

    @cache  # noqa: B019
    def _tables(self) -> tuple[str, ...]:
        with psycopg.connect(self.address(_TEMPLATE)) as db:
            return tuple(row[0] for row in db.execute("select relname from pg_stat_user_tables"))

    def say_in(self, database: str, statement: str) -> None:
        with psycopg.connect(self.address(database), autocommit=True) as db:
            db.execute(statement.encode())

    def processes(self) -> list[int]:
        """The server and all that it has started: where it runs as another user, behind the program that sees to that."""
        assert self._process is not None
        parents = {int(each.name): _parent(each) for each in Path("/proc").glob("[0-9]*")}
        return [self._process.pid, *(each for each, parent in parents.items() if parent == self._process.pid)]

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


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended meanwhile
        return 0


def _unprivileged() -> tuple[int, int]:
    """The user that a server may run as: it refuses to be root."""
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise AssertionError("there is no user for the server")


def folder_for_a_server() -> Path:
    """A folder that its user can reach; in memory, where there is room: a database is some hundred files."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="readout-postgres-", dir=memory if memory.is_dir() else None))
    folder.chmod(0o755)
    return folder


@cache
def server() -> Server:
    """The server of this process's tests; it ends with them."""
    made = Server(folder_for_a_server())
    made.start()

    def end() -> None:
        made.stop()
        shutil.rmtree(made.folder, ignore_errors=True)

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


_numbers = count()
"""Of the databases of this process: there is one server, however many ask it for some."""


class Databases:
    """A database for each folder that a store is opened in."""

    def __init__(self) -> None:
        self._made: dict[Path, str] = {}
        self._free: list[str] = []

    def address(self, folder: Path) -> SecretStr:
        """Where the store of a folder is; it is made, empty, where there is none."""
        place = folder.resolve()
        if place not in self._made:
            self._made[place] = self._free.pop() if self._free else self._new()
        return SecretStr(server().address(self._made[place]))

    def copy(self, source: Path, target: Path) -> None:
        """Let the store of a folder hold what that of another does."""
        name = f"store_{next(_numbers)}"
        held = server().address(self._made[source.resolve()]).rpartition("/")[2]
        server().end_of_all(held)
        server().make(name, held)
        self._made[target.resolve()] = name

    def held(self) -> set[Path]:
        return set(self._made)

    def forget(self, folders: set[Path]) -> None:
        for folder in folders:
            name = self._made.pop(folder)
            server().empty(name)
            self._free.append(name)

    def _new(self) -> str:
        name = f"store_{next(_numbers)}"
        server().make(name, _TEMPLATE)
        return name
