#!/usr/bin/python3
"""Real servers for tests: PostgreSQL, MariaDB (with a GBK database), Tryton; on free loopback ports, in a temporary folder.

As a module:  with Postgres() as server: server.conninfo("erphost_test")
By hand:      tests/servers/start postgres mariadb …   prints environment lines; tests/servers/stop PID
For tests/run: servers.py hold --env FILE postgres …   runs until its standard input ends, so that a killed driver leaves
nothing behind.

Only the standard library is used here. As root the servers run as the users their packages made (both refuse root).
"""
import argparse
import contextlib
import ctypes
import os
import pwd
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POSTGRES_BIN = Path("/usr/lib/postgresql/15/bin")
DATABASE = "erphost_test"


class ServerError(RuntimeError):
    """A server did not start or stop; the text ends with the tail of its log."""


def free_port():
    """A loopback port that nobody has at this moment; callers start again with another one if it is lost meanwhile."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, condition, seconds, log=None):
    """Polls a state, never sleeps blindly; condition raises ServerError itself if there is no use in waiting."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise ServerError(f"{what} not reached within {seconds} s" + tail(log))
        time.sleep(0.05)


def tail(log, lines=15):
    if not log or not Path(log).exists():
        return ""
    return "\n" + "\n".join(Path(log).read_text(errors="replace").splitlines()[-lines:])


class Server:
    """One server process with a folder of its own. start() may be called again after stop() or kill(): the data stay."""

    account = None  # the user that runs it when we are root
    start_seconds = 60

    def __init__(self, folder=None):
        self._own_folder = folder is None
        self.folder = Path(folder) if folder else None
        self.port = None
        self.process = None
        self.password = secrets.token_hex(12)

    # -- for subclasses
    def prepare(self): raise NotImplementedError
    def command(self): raise NotImplementedError
    def answers(self): raise NotImplementedError
    def after_first_start(self): pass
    stop_signal = signal.SIGTERM

    # -- life
    @property
    def pid(self):
        return self.process.pid

    @property
    def log(self):
        return self.folder / "server.log"

    def _identity(self):
        """Popen arguments that drop root; nothing when we are an ordinary user already."""
        if os.getuid() != 0 or not self.account:
            return {}
        entry = pwd.getpwnam(self.account)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def _die_with_parent(self):
        """In the child, after its user was changed: even a test that is killed leaves no server behind."""
        parent_death_signal = 1
        ctypes.CDLL(None).prctl(parent_death_signal, int(self.stop_signal), 0, 0, 0)

    def _environment(self):
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("PG", "MYSQL", "ODBC", "PYTHON", "LC_"))}
        kept.update({"LANG": "C.UTF-8", "HOME": str(self.folder), "TMPDIR": str(self.folder),
                     "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"})
        return kept

    def run(self, command, **options):
        """A helper program of the server, as the server's user; its output only in the error."""
        done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env=self._environment(), cwd=self.folder, **self._identity(), **options)
        if done.returncode != 0:
            raise ServerError(f"{command[0]} ended with {done.returncode}: {done.stdout.decode(errors='replace')[-3000:]}")
        return done.stdout.decode(errors="replace")

    def start(self):
        first = self.port is None
        if first:
            if self._own_folder:
                # Short on purpose: a Unix socket's path ends at 107 bytes.
                self.folder = Path(tempfile.mkdtemp(prefix="erphost-", dir=os.environ.get("ERPHOST_TEST_TMP", "/tmp")))
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._identity():
                os.chown(self.folder, self._identity()["user"], self._identity()["group"])
            self.prepare()
        for attempt in range(5):
            if first:
                self.port = free_port()
            with open(self.log, "ab") as log:
                self.process = subprocess.Popen([str(part) for part in self.command()], stdin=subprocess.DEVNULL,
                                                stdout=log, stderr=log, env=self._environment(), cwd=self.folder,
                                                start_new_session=True, preexec_fn=self._die_with_parent,
                                                **self._identity())
            try:
                wait_for(f"{type(self).__name__} answering", self._alive_and_answers, self.start_seconds, self.log)
                break
            except ServerError:
                self.kill()
                if attempt == 4 or not first or "ddress already in use" not in tail(self.log):
                    raise
        if first:
            self.after_first_start()
        return self

    def _alive_and_answers(self):
        if self.process.poll() is not None:
            raise ServerError(f"{type(self).__name__} ended with {self.process.returncode}" + tail(self.log))
        return self.answers()

    def stop(self, seconds=30):
        """Orderly stop, then by force; the folder goes if it was ours."""
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGCONT)
                os.kill(self.process.pid, self.stop_signal)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process = None

    def kill(self):
        """The whole process group at once, as a power cut would."""
        if self.process:
            for pid in self.members():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def members(self):
        """The server's process and what it forked, by session: PostgreSQL has a process per connection."""
        if not self.process:
            return []
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError, ValueError, IndexError):
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                    parent, group = int(fields[1]), int(fields[2])
                    if int(entry.name) == self.process.pid or parent == self.process.pid or group == self.process.pid:
                        found.append(int(entry.name))
        return found

    def freeze(self):
        """SIGSTOP to every process of it: connections stay open and nothing answers."""
        for pid in self.members():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)

    def thaw(self):
        for pid in self.members():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def remove(self):
        self.stop()
        if self._own_folder and self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.remove()
            raise

    def __exit__(self, *_):
        self.remove()


class Postgres(Server):
    """PostgreSQL 15. User erphost owns everything; erp_reader may read what exists in erphost_test, and nothing else."""

    account = "postgres"
    stop_signal = signal.SIGINT  # "fast": does not wait for clients to go

    def prepare(self):
        word = self.folder / "password"
        word.write_text(self.password)
        word.chmod(0o644)
        self.run([POSTGRES_BIN / "initdb", "-D", self.folder / "data", "-U", "erphost", "--pwfile", word, "-A",
                  "scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"])
        word.unlink()

    def command(self):
        return [POSTGRES_BIN / "postgres", "-D", self.folder / "data", "-p", self.port, "-k", self.folder,
                "-c", "listen_addresses=127.0.0.1", "-c", "timezone=UTC", "-c",
                "max_connections=100", "-c", "shared_buffers=128MB"]

    def answers(self):
        return subprocess.run([POSTGRES_BIN / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode == 0

    def after_first_start(self):
        self.sql("CREATE ROLE erp_reader LOGIN PASSWORD '%s'" % self.password, "postgres")
        self.create_database(DATABASE)
        self.sql("GRANT USAGE ON SCHEMA public TO erp_reader; "
                 "ALTER DEFAULT PRIVILEGES FOR ROLE erphost IN SCHEMA public GRANT SELECT ON TABLES TO erp_reader")

    def create_database(self, name):
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE template0', "postgres")

    def psql(self, database, *arguments, **options):
        environment = dict(self._environment(), PGPASSWORD=self.password)
        done = subprocess.run([str(POSTGRES_BIN / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p",
                               str(self.port), "-U", "erphost", "-d", database, *arguments], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
        if done.returncode != 0:
            raise ServerError("psql: " + done.stderr.decode(errors="replace")[-3000:])
        return done.stdout.decode()

    def sql(self, text, database=DATABASE):
        """Runs SQL, returns its rows as lines with columns split by '|'."""
        return self.psql(database, "-At", "-f", "-", input=text.encode())

    def conninfo(self, database=DATABASE, user="erphost"):
        return f"host=127.0.0.1 port={self.port} user={user} password={self.password} dbname={database}"

    def odbc(self, database=DATABASE, user="erphost"):
        return (f"Driver={{PostgreSQL Unicode}};Server=127.0.0.1;Port={self.port};Database={database};"
                f"UID={user};PWD={self.password}")

    def environment(self):
        return {"ERPHOST_TEST_POSTGRES": self.conninfo(), "ERPHOST_TEST_ODBC_POSTGRES": self.odbc(),
                "ERPHOST_TEST_ODBC_POSTGRES_READER": self.odbc(user="erp_reader"),
                "ERPHOST_TEST_POSTGRES_PID": str(self.pid)}


class MariaDb(Server):
    """MariaDB 10.11. User erphost may do everything; erp_reader may read. Database erphost_test is utf8mb4."""

    account = "mysql"

    def prepare(self):
        self.run(["/usr/bin/mariadb-install-db", "--no-defaults", f"--datadir={self.folder}/data",
                  "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"])
        first = self.folder / "first.sql"
        first.write_text(
            "CREATE USER erphost@'127.0.0.1' IDENTIFIED BY '{0}'; GRANT ALL ON *.* TO erphost@'127.0.0.1' WITH GRANT OPTION;"
            "CREATE USER erp_reader@'127.0.0.1' IDENTIFIED BY '{0}'; GRANT SELECT ON *.* TO erp_reader@'127.0.0.1';"
            "DROP USER IF EXISTS root@localhost, ''@localhost; FLUSH PRIVILEGES;\n".format(self.password)
            .replace("; ", ";\n").replace(";CREATE", ";\nCREATE").replace(";DROP", ";\nDROP"))
        first.chmod(0o644)

    def command(self):
        # --init-file runs before the port opens, so nobody ever reaches it with an empty password.
        first = [f"--init-file={self.folder}/first.sql"] if (self.folder / "first.sql").exists() else []
        return ["/usr/sbin/mariadbd", "--no-defaults", f"--datadir={self.folder}/data", f"--socket={self.folder}/socket",
                f"--port={self.port}", "--bind-address=127.0.0.1", f"--pid-file={self.folder}/pid", "--skip-name-resolve",
                "--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci", "--local-infile=1",
                "--innodb-buffer-pool-size=128M", "--max-allowed-packet=64M", f"--tmpdir={self.folder}", *first]

    def answers(self):
        # The greeting comes only when the server serves; a bare connect may succeed earlier.
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as probe:
            probe.settimeout(1)
            return len(probe.recv(4)) == 4
        return False

    def after_first_start(self):
        (self.folder / "first.sql").unlink()
        self.sql(f"CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4", None)

    def sql(self, text, database=DATABASE):
        """Runs SQL given as UTF-8, returns its rows as tab-separated lines."""
        options = self.folder / "client.cnf"
        if not options.exists():
            options.touch(0o600)
            options.write_text(f"[client]\nuser=erphost\npassword={self.password}\nhost=127.0.0.1\nprotocol=tcp\n")
        done = subprocess.run(["/usr/bin/mariadb", f"--defaults-file={options}", f"--port={self.port}", "-N", "-B",
                               "--default-character-set=utf8mb4", "--max-allowed-packet=64M", *([database] if database else [])],
                              input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise ServerError("mariadb: " + done.stderr.decode(errors="replace")[-3000:])
        return done.stdout.decode()

    def odbc(self, database=DATABASE, user="erphost"):
        return (f"Driver={{MariaDB Unicode}};Server=127.0.0.1;Port={self.port};Database={database};"
                f"UID={user};PWD={self.password}")

    def parameters(self, database=DATABASE):
        return f"host=127.0.0.1;port={self.port};user=erphost;password={self.password};database={database}"

    def environment(self):
        return {"ERPHOST_TEST_MARIADB": self.parameters(), "ERPHOST_TEST_ODBC_MARIADB": self.odbc(),
                "ERPHOST_TEST_ODBC_MARIADB_READER": self.odbc(user="erp_reader"),
                "ERPHOST_TEST_MARIADB_PID": str(self.pid)}


def shell_lines(environment):
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in sorted(environment.items()))


def start_named(names, stack):
    """Starts what was asked for inside the ExitStack and returns the environment that tests read."""
    sys.path.insert(0, str(Path(__file__).parent))
    environment = {}
    folder = Path(tempfile.mkdtemp(prefix="erphost-sqlite-", dir=os.environ.get("ERPHOST_TEST_TMP", "/tmp")))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    environment["ERPHOST_TEST_ODBC_SQLITE"] = f"Driver={{SQLite3}};Database={folder}/erp.db;StepAPI=1;Timeout=5000"
    postgres = mariadb = None
    if {"postgres", "tryton"} & set(names):
        postgres = stack.enter_context(Postgres())
        environment.update(postgres.environment())
    if {"mariadb", "gbk"} & set(names):
        mariadb = stack.enter_context(MariaDb())
        environment.update(mariadb.environment())
    if "gbk" in names:
        from legacy_gbk import LegacyGbk
        environment.update(LegacyGbk(mariadb).load().environment())
    if "tryton" in names:
        from tryton import Tryton
        environment.update(stack.enter_context(Tryton(postgres)).environment())
    return environment


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["hold"])
    parser.add_argument("--env", required=True, help="file for the environment lines; written when all servers answer")
    parser.add_argument("--detached", action="store_true", help="ends by SIGTERM only, not with standard input")
    parser.add_argument("names", nargs="+", choices=["postgres", "mariadb", "gbk", "tryton"])
    arguments = parser.parse_args()

    def stop(*_):
        raise SystemExit(0)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    with contextlib.ExitStack() as stack:
        environment = start_named(arguments.names, stack)
        environment["ERPHOST_TEST_SERVERS_PID"] = str(os.getpid())
        partial = Path(arguments.env + ".part")
        partial.touch(0o600)
        partial.write_text(shell_lines(environment))
        partial.rename(arguments.env)
        if arguments.detached:
            while True:
                signal.pause()
        sys.stdin.buffer.read()


if __name__ == "__main__":
    try:
        main()
    except ServerError as error:
        sys.exit(f"tests/servers: {error}")
