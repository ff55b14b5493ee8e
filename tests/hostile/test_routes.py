"""Every route is tried with everything that can be wrong with a request: always a problem document that says what is wrong
and what to do, never a server error, and nothing in the store has changed."""
import collections
import contextlib
import http.client
import json
import re
import sys
import time
import unittest
import uuid
from pathlib import Path

from demo import DemoHost
from digest import digest
from host import HttpProblem, until

sys.path.insert(0, str(Path(__file__).parent))
from mutations import Operation  # noqa: E402


class Routes(unittest.TestCase):
    maxDiff = None
    sent = 0

    @classmethod
    def setUpClass(cls):
        cls.host = DemoHost(orders=60)
        cls.addClassCleanup(cls.host.__exit__)
        # Read once, then stand still.
        for entity in cls.host.mapping["entities"].values():
            entity["everySeconds"] = 86_400
        cls.host.mapping["pull"]["everySeconds"] = 86_400
        cls.host.start()
        until("everything is here", lambda: all(entity["state"] == "ok" for entity in cls.host.api(
            "GET", "/erp/entities")["items"]), 120)
        cls.task = until("a task", lambda: cls.host.api("GET", "/survey/tasks")["items"], 60)[0]
        cls.key = str(uuid.uuid4())
        cls.new_user = {"username": "zhang", "displayName": "张三", "language": "zh",
                        "grants": [{"role": "technician", "branch": "01"}]}
        cls.user, headers = cls.host.send("POST", "/users", cls.new_user, Idempotency_Key=cls.key)
        cls.user = cls.user.get("user", cls.user)
        cls.admin = dict(cls.host._headers)
        cls.host.sign_in("zhang")
        cls.technician = dict(cls.host._headers)
        cls.host._headers = dict(cls.admin)
        cls.document = cls.host.api("GET", "/openapi.json")
        ids = {"/api/v1/users/{id}": f"/api/v1/users/{cls.user['id']}",
               "/api/v1/survey/tasks/{id}": f"/api/v1/survey/tasks/{cls.task['id']}",
               "/api/v1/survey/tasks/{id}/attempts": f"/api/v1/survey/tasks/{cls.task['id']}/attempts",
               "/api/v1/erp/records/{type}/mode": "/api/v1/erp/records/callback_status/mode",
               "/api/v1/settings/{scope}/{name}": "/api/v1/settings/survey/attempts",
               "/api/v1/secrets/{name}": "/api/v1/secrets/erp.pull"}
        cls.operations = [Operation(path, method, document, ids) for path, methods in cls.document["paths"].items()
                          for method, document in methods.items()]
        cls.store = cls.host.data / "store.db"
        cls.before = cls.settled()

    @classmethod
    def settled(cls):
        """The digest once it no longer moves: tasks are still being drawn from what was pulled."""
        state = {"digest": None, "since": 0.0}

        def quiet():
            now = digest(cls.store)
            if now != state["digest"]:
                state.update(digest=now, since=time.monotonic())
            return now if time.monotonic() - state["since"] > 3 else None
        return until("nothing changes any more", quiet, 120)

    def send(self, mutation):
        who = {"admin": self.admin, "technician": self.technician, "nobody": {}, "no csrf": {"Cookie": self.admin["Cookie"]}}
        headers = {**who[mutation.who]}
        if mutation.method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        headers["Accept-Language"] = "en"
        if mutation.body is not None:
            headers["Content-Type"] = "application/json"
        headers.update(mutation.headers)
        # From another loopback address each time: what is tried is each route's own refusal, not the limit per address.
        Routes.sent += 1
        source = f"127.1.{Routes.sent // 250}.{Routes.sent % 250 + 1}"
        connection = http.client.HTTPConnection("127.0.0.1", self.host.port, timeout=30, source_address=(source, 0))
        with contextlib.closing(connection):
            connection.putrequest(mutation.method, mutation.path, skip_accept_encoding=True)
            for name, value in headers.items():
                if value is not None:
                    connection.putheader(name, value)
            if mutation.body is not None or mutation.method in ("POST", "PUT", "PATCH"):
                connection.putheader("Content-Length", str(len(mutation.body or b"")))
            connection.endheaders()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # refused before all of it was read
                connection.send(mutation.body or b"")
            reply = connection.getresponse()
            return reply.status, reply.headers, reply.read()

    def fault(self, mutation):
        """What is wrong with the answer; None if it is as it should be."""
        try:
            status, headers, body = self.send(mutation)
        except (OSError, http.client.HTTPException) as error:
            return f"no answer: {error!r}"
        if not 400 <= status < 500:
            return f"status {status}: {body[:300]!r}"
        if mutation.statuses and status not in mutation.statuses:
            return f"status {status}, not {mutation.statuses}: {body[:300]!r}"
        if not headers.get("Content-Type", "").startswith("application/problem+json"):
            return f"status {status}, {headers.get('Content-Type')}: {body[:200]!r}"
        try:
            problem = json.loads(body)
        except ValueError:
            return f"not JSON: {body[:200]!r}"
        for member in ("type", "title", "code", "class", "correlation", "remedy"):
            if not problem.get(member):
                return f"without {member}: {problem}"
        if problem["status"] != status:
            return f"status {status} but says {problem['status']}"
        text = json.dumps(problem, ensure_ascii=False)
        if re.search(r"\{[a-z]+\}", problem["title"] + problem.get("detail", "") + problem["remedy"]):
            return f"a placeholder without a value: {problem}"
        if mutation.named and mutation.named not in text and status not in (403, 404, 413):
            return f"does not name {mutation.named}: {problem}"
        return None

    def test_1_every_mutation_of_every_route_is_refused_well(self):
        tried = collections.Counter()
        faults = []
        for operation in self.operations:
            for mutation in operation.mutations():
                tried[operation.template] += 1
                if fault := self.fault(mutation):
                    faults.append(f"{mutation.method} {mutation.path[:120]} — {mutation.what}: {fault}")
        print(f"  {sum(tried.values())} mutations of {len(self.operations)} operations, {len(faults)} answered badly", flush=True)
        self.assertGreater(len(self.operations), 40)
        if faults:
            self.fail(f"{len(faults)} of {sum(tried.values())}:\n" + "\n".join(faults[:60]))

    def test_2_a_key_that_was_used_for_something_else(self):
        with self.assertRaises(HttpProblem) as refused:
            self.host.api("POST", "/users", {**self.new_user, "username": "lisi"}, Idempotency_Key=self.key)
        self.assertIn(refused.exception.status, (409, 422))
        self.assertTrue(refused.exception.problem["remedy"])

    def test_3_stale_and_missing_etags(self):
        changes = [("PATCH", f"/users/{self.user['id']}", {"displayName": "李四"}),
                   ("PUT", "/erp/mapping", self.host.mapping)]
        for method, path, body in changes:
            with self.subTest(path=path), self.assertRaises(HttpProblem) as refused:
                self.host.api(method, path, body, If_Match='"12345"')
            self.assertEqual(refused.exception.status, 412, refused.exception.problem)
            with self.subTest(path=path, etag=None), self.assertRaises(HttpProblem) as refused:
                self.host.api(method, path, body)
            self.assertIn(refused.exception.status, (412, 428), refused.exception.problem)

    def test_4_the_store_has_not_changed(self):
        after = self.settled()
        self.assertEqual({table: rows for table, rows in after.items() if rows != self.before.get(table)}, {})
        self.assertEqual(set(after), set(self.before))

    def test_5_the_host_is_as_before(self):
        for process in self.host.api("GET", "/overview")["processes"]:
            self.assertEqual((process["state"], process["restarts"]), ("ready", 0), process)


if __name__ == "__main__":
    unittest.main()
