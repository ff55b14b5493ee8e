"""HTTP as the console speaks it: one kept connection, each request that creates with a key of its own."""
import http.client
import json
import uuid


class Line:
    """One kept connection of one signed-in clerk."""

    def __init__(self, port, headers):
        self.headers = headers
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def call(self, method, path, body=None, version=None):
        """(status, JSON or None)"""
        headers = dict(self.headers)
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        if body is not None:
            headers["Content-Type"] = "application/json"
        if version is not None:
            headers["If-Match"] = str(version)
        status, text = self.exchange(method, "/api/v1" + path, None if body is None else json.dumps(body).encode(), headers)
        return status, json.loads(text) if text else None

    def exchange(self, method, path, body=None, headers=None):
        """(status, bytes). The host may have closed a line that stood idle: the same request, with its key, goes out once more."""
        for last in (False, True):
            try:
                self.connection.request(method, path, body, self.headers if headers is None else headers)
                reply = self.connection.getresponse()
                return reply.status, reply.read()
            except (http.client.RemoteDisconnected, ConnectionError):
                self.connection.close()
                if last:
                    raise
        return None

    def close(self):
        self.connection.close()
