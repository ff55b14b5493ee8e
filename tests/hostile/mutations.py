"""What can be wrong with a request, generated from the OpenAPI document: each mutation is a request that must be refused."""
import copy
import json
import urllib.parse
from dataclasses import dataclass, field

UNKNOWN = "unknown-0000"
NUL_AND_MORE = ["%00", "%ff%fe", "..%2f..%2fhost.json", "%2e%2e%2fstore.db", "a" * 5000, "%E5%8B%89%E5%8E%BF'%3B--"]
HUGE = 3 * 1024 * 1024


@dataclass
class Mutation:
    """One request; `named` is the field that the problem must name."""

    what: str
    method: str
    path: str
    body: bytes | None = None
    headers: dict = field(default_factory=dict)
    named: str | None = None
    who: str = "admin"
    statuses: tuple = ()


def example(schema):
    """A value that fits the schema, as far as its own words say."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    for choice in ("oneOf", "anyOf"):
        if choice in schema:
            return example(schema[choice][0])
    kind = schema.get("type", "object" if "properties" in schema else None)
    if isinstance(kind, list):
        kind = next(name for name in kind if name != "null")
    if kind == "object":
        wanted = schema.get("required", [])
        return {name: example(part) for name, part in schema.get("properties", {}).items() if name in wanted}
    if kind == "array":
        return [example(schema.get("items", {}))] * schema.get("minItems", 0)
    if kind == "integer":
        return max(schema.get("minimum", 1), 0)
    if kind == "number":
        return schema.get("minimum", 1)
    if kind == "boolean":
        return True
    if kind == "string":
        if "date" in schema.get("format", "") or "[0-9]{4}-" in schema.get("pattern", ""):
            return "2026-11-01"
        return "x" * max(schema.get("minLength", 1), 1)
    return "x"


def wrong_values(schema):
    """(what, value) pairs that certainly do not fit."""
    kinds = schema.get("type")
    kinds = [kinds] if isinstance(kinds, str) else kinds or []
    if kinds:
        for kind, value in [("string", "x"), ("integer", 7), ("boolean", True), ("array", [1]), ("object", {"a": 1}),
                            ("null", None)]:
            if kind not in kinds and not (kind == "integer" and "number" in kinds):
                yield f"a {kind}", value
    if "integer" in kinds and "number" not in kinds:
        yield "a fraction", 1.5
        yield "a number beyond 64 bit", 2**70
    if "string" in kinds:
        yield "a text with NUL", "a\0b"
        if "maxLength" in schema:
            yield "a text that is too long", "长" * (schema["maxLength"] + 1)
        if schema.get("minLength", 0) > 0:
            yield "an empty text", ""
    if "maximum" in schema:
        yield "too much", schema["maximum"] + 1
    if "minimum" in schema:
        yield "too little", schema["minimum"] - 1
    if "maxItems" in schema:
        yield "too many", [example(schema.get("items", {}))] * (schema["maxItems"] + 1)
    if "enum" in schema:
        yield "none of the values", "nonsense"


class Operation:
    """One method of one path of the document."""

    def __init__(self, path, method, document, ids):
        self.template, self.method, self.document = path, method.upper(), document
        self.parameters = document.get("parameters", [])
        self.roles = document.get("x-roles", [])
        body = document.get("requestBody")
        self.schema = body["content"]["application/json"]["schema"] if body else None
        self.ids = [parameter["name"] for parameter in self.parameters if parameter["in"] == "path"]
        self.known = ids.get(path)
        self.needs_key = any(parameter["name"] == "Idempotency-Key" and parameter["required"] for parameter in self.parameters)

    @property
    def changes(self):
        return self.method != "GET"

    @property
    def public(self):
        """Open to everybody: signing in, and what customers and branches reach without an account."""
        return ("session" in self.template and self.method == "POST" and "password" not in self.template
                ) or self.document.get("security") == []

    def path(self, value=UNKNOWN, query=""):
        """With every id replaced; what exists where the test knows of one and value is not given."""
        path = self.known if self.known and value == UNKNOWN else self.template
        for name in self.ids:
            path = path.replace("{" + name + "}", value)
        return path + query

    def body(self):
        return None if self.schema is None else json.dumps(example(self.schema)).encode()

    def mutations(self):
        yield from self.strangers()
        yield from self.queries()
        yield from self.paths()
        if self.changes:
            yield from self.bodies()
            yield from self.keys()

    def strangers(self):
        def request(what, who, statuses, **headers):
            return Mutation(what, self.method, self.path(), self.body(), headers, who=who, statuses=statuses)
        if not self.public and self.roles is not None:
            yield request("nobody is signed in", "nobody", (401,))
            yield request("a cookie that we never gave", "nobody", (401,), Cookie="erphost_session=" + "A" * 43)
            yield request("a token that we never gave", "nobody", (401,), Authorization="Bearer nonsense")
            yield request("a broken Authorization", "nobody", (401,), Authorization="Basic eDp5")
        if self.roles and "technician" not in self.roles:
            yield request("a technician", "technician", (403,))
        if self.changes and not self.public:
            yield request("no CSRF token", "no csrf", (403,))
            yield request("a wrong CSRF token", "no csrf", (403,), **{"X-CSRF-Token": "nonsense"})

    def queries(self):
        def request(what, query, named):
            return Mutation(what, self.method, self.path(query=query), self.body() if self.changes else None, named=named)
        yield request("a query parameter that nobody knows", "?nonsense=1", "nonsense")
        yield request("a query that is not percent-encoded rightly", "?limit=%zz", None)
        for parameter in self.parameters:
            if parameter["in"] != "query":
                continue
            name, schema = parameter["name"], parameter["schema"]
            if schema.get("type") in ("integer", "number", "boolean"):
                yield request(f"{name} is a word", f"?{name}=abc", name)
                yield request(f"{name} is empty", f"?{name}=", name)
            for what, value in wrong_values(schema):
                if isinstance(value, (str, int, float)) and not isinstance(value, bool) and not what.startswith("a string") \
                        and what not in ("a integer",):
                    text = urllib.parse.quote(str(value), safe="")
                    if len(text) < 6000:
                        yield request(f"{name} is {what}", f"?{name}={text}", name)

    def paths(self):
        body = self.body() if self.changes else None
        if self.ids:
            for value in [UNKNOWN, *NUL_AND_MORE]:
                if value != UNKNOWN or not self.known:
                    yield Mutation(f"unknown id {value[:24]}", self.method, self.path(value), body)
        base = self.path(UNKNOWN + "1")
        yield Mutation("a method that does not exist", "BREW", base)
        yield Mutation("a path below this one", self.method, base + "/nonsense", body)
        yield Mutation("a path with dots", self.method, "/api/v1/../../" + base.lstrip("/"), body)
        yield Mutation("a path with two slashes", self.method, base.replace("/api/v1/", "/api//v1/"), body)
        yield Mutation("a path with a NUL", self.method, base + "%00", body)

    def bodies(self):
        def request(what, body, named=None, **headers):
            return Mutation(what, self.method, self.path(), body, headers, named)
        if self.schema is None:
            yield request("a body where none is taken", b'{"nonsense": 1}')
            return
        yield request("no body", None)
        yield request("broken JSON", b'{"a": ')
        yield request("not UTF-8", b'{"a": "\xff\xfe"}')
        yield request("very deep JSON", b"[" * 100_000 + b"]" * 100_000)
        yield request("a huge body", b'{"a": "' + b"x" * HUGE + b'"}')
        yield request("another content type", self.body(), **{"Content-Type": "text/xml"})
        for value in (b"null", b"[]", b"1", b'"x"'):
            yield request(f"the body is {value.decode()}", value)
        good = example(self.schema)
        if not isinstance(good, dict):
            return
        for name in self.schema.get("required", []):
            yield request(f"without {name}", json.dumps({k: v for k, v in good.items() if k != name}).encode(), name)
        if self.schema.get("additionalProperties") is False:
            yield request("a field that nobody knows", json.dumps({**good, "nonsense": 1}).encode(), "nonsense")
        for name, schema in self.schema.get("properties", {}).items():
            for what, value in wrong_values(schema):
                yield request(f"{name} is {what}", json.dumps({**copy.deepcopy(good), name: value}).encode(), name)

    def keys(self):
        if self.needs_key:
            yield Mutation("no Idempotency-Key", self.method, self.path(), self.body(), {"Idempotency-Key": None},
                           "Idempotency-Key", statuses=(428,))
            for what, key in [("with blanks", "a b"), ("that is too long", "k" * 5000)]:
                yield Mutation(f"an Idempotency-Key {what}", self.method, self.path(), self.body(), {"Idempotency-Key": key})
