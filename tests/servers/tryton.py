"""Tryton 6.0 on the dump of tests/integration/tryton, with the server process really running.

with Postgres() as postgres, Tryton(postgres) as tryton: …
"""
import http.client
import json
import subprocess

from servers import ROOT, Server, ServerError

FOLDER = ROOT / "tests" / "integration" / "tryton"
MODULES = ["sale_complaint", "sale", "stock", "purchase", "account_invoice"]
# Of a throw-away database on loopback; the hash in the dump was made from it.
ADMIN_PASSWORD = "tryton-test"


def write_config(postgres, folder, port):
    path = folder / "trytond.conf"
    path.write_text(f"[database]\nuri = postgresql://erphost:{postgres.password}@127.0.0.1:{postgres.port}/\n"
                    f"path = {folder}\n[web]\nlisten = 127.0.0.1:{port}\n[cache]\nclean_timeout = 0\n")
    path.chmod(0o644)
    return path


class Tryton(Server):
    """Restores the dump into a database of the given PostgreSQL, adds our interface table, runs trytond on it."""

    account = "postgres"  # any account that is not root and exists will do
    database = "tryton"
    start_seconds = 120

    def __init__(self, postgres, folder=None):
        super().__init__(folder)
        self.postgres = postgres

    def prepare(self):
        self.postgres.create_database(self.database)
        with subprocess.Popen(["xz", "-dc", FOLDER / "tryton.sql.xz"], stdout=subprocess.PIPE) as unpack:
            self.postgres.psql(self.database, "-f", "-", stdin=unpack.stdout)
        self.postgres.sql("ANALYZE", self.database)
        interface = (FOLDER / "interface.sql").read_text()
        self.postgres.sql(interface, self.database)
        self.postgres.sql(f"ALTER ROLE erphost_tryton_pull PASSWORD '{self.password}';"
                          f"ALTER ROLE erphost_tryton_push PASSWORD '{self.password}'", self.database)

    def command(self):
        config = write_config(self.postgres, self.folder, self.port)
        return ["/usr/bin/python3", "-B", "/usr/bin/trytond", "-c", config, "-d", self.database]

    def answers(self):
        try:
            return bool(self.call("common.server.version", database=""))
        except OSError:
            return False
        except http.client.HTTPException:
            return False

    def call(self, method, *parameters, database=None, session=None):
        """One JSON-RPC call as Tryton's own desktop client makes it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/json"}
        if session:
            headers["Authorization"] = "Session " + session
        path = f"/{self.database if database is None else database}/"
        connection.request("POST", path if path != "//" else "/",
                           json.dumps({"id": 1, "method": method, "params": list(parameters)}), headers)
        reply = connection.getresponse()
        body = reply.read()
        connection.close()
        if reply.status != 200:
            raise ServerError(f"Tryton answered {reply.status} to {method}: {body[:300]!r}")
        answer = json.loads(body)
        if "error" in answer:
            raise ServerError(f"Tryton refused {method}: {answer['error']}")
        return answer["result"]

    def sign_in(self):
        """A session of the user admin, for call(…, session=…)."""
        import base64
        user, key = self.call("common.db.login", "admin", {"password": ADMIN_PASSWORD}, "en")
        return base64.b64encode(f"admin:{user}:{key}".encode()).decode()

    def environment(self):
        def odbc(user):
            return (f"Driver={{PostgreSQL Unicode}};Server=127.0.0.1;Port={self.postgres.port};"
                    f"Database={self.database};UID={user};PWD={self.password}")
        return {"ERPHOST_TEST_TRYTON_URL": f"http://127.0.0.1:{self.port}/",
                "ERPHOST_TEST_TRYTON_DATABASE": self.database,
                "ERPHOST_TEST_TRYTON_USER": "admin", "ERPHOST_TEST_TRYTON_PASSWORD": ADMIN_PASSWORD,
                "ERPHOST_TEST_TRYTON_POSTGRES": self.postgres.conninfo(self.database),
                "ERPHOST_TEST_TRYTON_ODBC_PULL": odbc("erphost_tryton_pull"),
                "ERPHOST_TEST_TRYTON_ODBC_PUSH": odbc("erphost_tryton_push"),
                "ERPHOST_TEST_TRYTON_PID": str(self.pid)}
