"""The text message gateway away for long: nothing lost, nothing doubled, in order per customer, and its state clear in the list
(SV-70). The delays between tries are the host's; the outage lasts for several of them instead of an hour."""
import json
import os
import signal
import socket
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from department import DepartmentHost
from host import until
from servers import free_port


class Gateway:
    """A gateway that knows a message by our number for it, as the company's provider does. `mode`: ok, busy (503), mute (takes the
    message in and never answers), or not there at all between close() and open()."""

    def __init__(self):
        self.port = free_port()
        self.mode = "ok"
        self.taken = []  # (number, telephone, text) in the order of arrival, each number once
        self.asked = 0
        self._lock = threading.Lock()
        self._server = None

    def open(self):
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with gateway._lock:
                    gateway.asked += 1
                    mode = gateway.mode
                    known = message["sn"] in [number for number, _, _ in gateway.taken]
                    if mode != "busy" and not known:
                        gateway.taken.append((message["sn"], message["mobile"], message["content"]))
                if mode == "mute":
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                body = b'{"code": "0"}'
                self.send_response(503 if mode == "busy" else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def close(self):
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
            self._server = None


class MessageOutage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.gateway = Gateway()
        cls.addClassCleanup(cls.gateway.close)
        cls.host = DepartmentHost(orders=40)
        cls.addClassCleanup(cls.host.__exit__)
        cls.host.start(arguments=("--quarantine-after", "0"))
        cls.host.setting("host", "messaging", {"quietHours": {"from": "00:00", "to": "00:00"}, "giveUpHours": 72, "keepDays": 90})
        texts = next(item for item in cls.host.api("GET", "/settings/survey")["items"] if item["name"] == "messages")["value"]
        for occasion in ("dispatched", "finished"):
            texts[occasion]["on"] = True
        cls.host.setting("survey", "messages", {**texts, "hotline": "0916-2200000"})
        _, headers = cls.host.send("GET", "/messaging/config")
        cls.host.api("PUT", "/messaging/config", {"channels": {"sms": {
            "adapter": "http", "url": f"http://127.0.0.1:{cls.gateway.port}/send", "json": {"mobile": "${to}", "content": "${text}", "sn": "${id}"},
            "success": {"status": [200], "pointer": "/code", "values": ["0"]}, "recognisesId": True, "timeoutSeconds": 5}}},
            If_Match=headers["ETag"])
        cls.earlier = {message["number"] for message in cls.host.every("/messaging/messages")}

    def messages(self, **wanted):
        found = [item for item in self.host.every("/messaging/messages") if item["number"] not in self.earlier]
        return [item for item in found if all(item[name] == value for name, value in wanted.items())]

    def test_sv_70_an_hour_without_a_gateway(self):
        """[SV-70]"""
        # Nobody listens where the gateway was: orders are finished all the same, three of them of one customer.
        regular = self.host.new_phone()
        phones = [regular, self.host.new_phone(), regular, self.host.new_phone(), regular, self.host.new_phone()]
        numbers = []
        for phone in phones:
            numbers.append(self.host.erp_user.finished("MX", phone))
            until("its message", lambda: len(self.messages()) == len(numbers), 60)
        until("the list says why they wait", lambda: [item for item in self.messages(state="waiting") if item["error"]], 60)
        waiting = self.messages()
        self.assertEqual({item["state"] for item in waiting} - {"waiting", "sending"}, set())
        tried = next(item for item in waiting if item["error"])
        self.assertEqual(tried["error"]["code"], "messaging.gateway_away")
        self.assertGreaterEqual(tried["attempts"], 1)
        listed = json.dumps(waiting, ensure_ascii=False)
        for phone in phones:
            self.assertNotIn(phone, listed, "only the last four digits are shown")
        state = self.host.api("GET", "/overview")["messaging"]
        self.assertEqual(state["channels"]["sms"]["state"], "away", state)
        self.assertEqual(state["channels"]["sms"]["error"]["code"], "messaging.gateway_away")
        self.assertEqual({item["state"] for item in self.clerks_list()}, {"queued"})
        # The call-backs themselves do not wait for a gateway.
        for number in numbers:
            self.host.task_of(number)

        # It answers again, but is too busy; then it takes a message and dies over the reply; the messenger is killed over it.
        self.gateway.mode = "busy"
        self.gateway.open()
        until("asked while busy", lambda: self.gateway.asked >= 1, 90)
        self.assertEqual(self.gateway.taken, [])
        self.gateway.mode = "mute"
        self.kill_messenger()
        until("taken without a reply", lambda: self.gateway.taken, 90)
        self.kill_messenger()
        self.gateway.mode = "ok"
        until("all are sent", lambda: len(self.messages(state="sent")) == len(numbers), 180)

        taken = [(phone, text) for _, phone, text in self.gateway.taken]
        self.assertEqual(len(taken), len(numbers), "each once, none lost")
        for phone in set(phones):
            mine = [number for number, of in zip(numbers, phones) if of == phone]
            told = [text for to, text in taken if to == phone]
            self.assertEqual([next(number for number in mine if number in text) for text in told], mine, "in the order of the work")
        self.assertTrue(all("0916-2200000" in text for _, text in taken))
        done = self.messages()
        self.assertEqual({(item["state"], item["error"]) for item in done}, {("sent", None)})
        self.assertEqual(len(self.host.store_rows("SELECT 1 FROM journal_event WHERE type = 'host.message.sent' AND branch_id = 'MX'")),
                         len(numbers))
        self.assertEqual(self.host.store_rows("SELECT 1 FROM journal_event WHERE type = 'host.message.failed'"), [])
        until("the clerks' list", lambda: {item["state"] for item in self.clerks_list()} == {"sent"}, 60)
        self.assertEqual(self.host.api("GET", "/overview")["messaging"]["channels"]["sms"]["state"], "up")
        # Later the ERP's rows are read again: no message comes of it.
        asked = self.gateway.asked
        self.host.api("POST", "/erp/entities/work_order/sweep")
        time.sleep(5)
        self.assertEqual((self.gateway.asked, len(self.messages())), (asked, len(numbers)))

    def clerks_list(self):
        return [item for item in self.host.every("/survey/messages") if item["orderNumber"].startswith("PG9")]

    def kill_messenger(self):
        def running():
            found = [item for item in self.host.api("GET", "/overview")["processes"] if item["name"] == "messenger"]
            return found[0] if found and found[0]["state"] == "ready" else None
        before = until("a messenger", running, 60)
        os.kill(before["pid"], signal.SIGKILL)
        until("another messenger", lambda: (running() or before)["pid"] != before["pid"], 60)


if __name__ == "__main__":
    unittest.main()
