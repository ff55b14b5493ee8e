"""Plugins that break the contract, each in its own way, beside the real one: every one gets its own clear message, and
survey, the ERP and the console go on as if they were not there."""
import json
import sqlite3
import unittest

from demo import DemoHost
from host import HttpProblem, until

# id: (code, what the English and the Chinese text must say)
FAILING = {
    "crash_in_start": ("worker.exited", "signal", "信号|signal"),
    "hang_in_start": ("worker.slow_start", "not ready", "就绪|启动"),
    "hang_in_job": ("plugin.hung", "hang_in_job.sleep", "hang_in_job.sleep"),
    "crash_in_event": ("worker.exited", "signal", "信号|signal"),
    "throw_in_create": ("plugin.threw", "unknown type", "异常"),
    "throw_in_start": ("plugin.threw", "no configuration", "no configuration"),
    "newer_major": ("plugin.abi_newer", "2.0", "2.0"),
    "newer_minor": ("plugin.abi_newer", "1.99", "1.99"),
    "newer_manifest": ("plugin.abi_newer", "2.0", "2.0"),
    "wrong_magic": ("plugin.wrong_magic", "wrong_magic.so", "wrong_magic.so"),
    "no_entry": ("plugin.not_a_plugin", "erphost_plugin()", "erphost_plugin()"),
    "no_library": ("plugin.library_missing", "no_library.so", "no_library.so"),
    "not_a_library": ("plugin.library_unloadable", "not_a_library", "not_a_library"),
    "broken_manifest": ("plugin.manifest_unreadable", "plugin.json", "plugin.json"),
}
RUNNING = ["throw_in_route", "throw_in_event", "hang_in_route"]


class HostilePlugins(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = DemoHost(orders=60)
        cls.host.apply()
        # Written by hand: `erphost plugin add` would refuse some of them.
        file = cls.host.data / "plugins.json"
        plugins = json.loads(file.read_text(encoding="utf-8"))
        plugins += [{"id": plugin, "path": cls.host.native(cls.host.build / "plugins-hostile" / plugin), "enabled": True}
                    for plugin in [*FAILING, *RUNNING]]
        file.write_text(json.dumps(plugins), encoding="utf-8")
        try:
            cls.host.start(arguments=["--start-limit", "10", "--quarantine-after", "2"])
        except BaseException:
            cls.host.__exit__()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.host.__exit__()

    def processes(self, language="en"):
        return {process["name"]: process for process in
                self.host.api("GET", "/overview", Accept_Language=language)["processes"]}

    def written(self):
        status = json.loads((self.host.data / "run" / "status.json").read_text(encoding="utf-8"))
        return {process["name"]: process for process in status["processes"]}

    def quarantined(self, plugin, seconds=90):
        return until(f"{plugin} is quarantined", lambda: (
            lambda process: process if process["state"] == "quarantined" else None)(self.written()["plugin:" + plugin]), seconds)

    def test_1_each_failing_plugin_is_quarantined_with_its_own_message(self):
        self.host.api("PATCH", "/session", {"language": "en"})
        for plugin, (code, english, _) in FAILING.items():
            with self.subTest(plugin=plugin):
                self.assertEqual(self.quarantined(plugin)["error"]["code"], code)
                error = self.processes()["plugin:" + plugin]["error"]
                self.assertEqual(error["code"], code)
                self.assertIn(english, error["title"] + error["detail"])
                self.assertTrue(error["remedy"])
                self.assertNotIn("{", error["title"] + error["detail"] + error["remedy"], "a placeholder without a value")
        self.host.api("PATCH", "/session", {"language": "zh"})
        chinese = self.processes("zh")
        for plugin, (_, _, words) in FAILING.items():
            with self.subTest(plugin=plugin, language="zh"):
                error = chinese["plugin:" + plugin]["error"]
                self.assertRegex(error["title"] + error["detail"], words)
                self.assertRegex(error["title"] + error["remedy"], "[\u4e00-\u9fff]")

    def test_2_everything_else_works(self):
        until("all are ready", lambda: all(self.written()[name]["state"] == "ready" for name in
                                           ("front", "sync", "plugin:survey")), 30)
        processes = self.written()
        for name in ["front", "sync", "plugin:survey"]:
            self.assertEqual((processes[name]["state"], processes[name]["restarts"]), ("ready", 0), name)
        listed = {plugin["id"]: plugin for plugin in self.host.every("/plugins")}
        self.assertEqual(set(listed), {"survey", "complaints", "parts", "fees", *FAILING, *RUNNING})
        until("survey has tasks from the ERP", lambda: self.host.api("GET", "/survey/tasks")["items"], 60)

        # A change in the ERP still arrives, and an answer still reaches it.
        with sqlite3.connect(self.host.erp) as erp:
            branch, number = erp.execute("SELECT GSBH, PGDH FROM PGD LIMIT 1").fetchone()
            erp.execute("UPDATE PGD SET AZDZ = '勉县新街 7 号', XGSJ = datetime('now', '+8 hours') WHERE GSBH = ? AND PGDH = ?",
                        (branch, number))
        erp.close()
        key = f"{branch.strip()}|{number.strip()}"

        def arrived():
            with sqlite3.connect(f"file:{self.host.data / 'store.db'}?mode=ro", uri=True) as store:
                found = store.execute("SELECT customer_address FROM erp_work_order WHERE erp_key = ?", (key,)).fetchone()
            store.close()
            return found and found[0] == "勉县新街 7 号"
        until("the new address is here", arrived, 30)

        status, page, _ = self.host._request("GET", "/", None, {})
        self.assertIn(status, (200, 404), page[:200])  # 404 only where no console was built
        self.assertEqual(self.host._request("GET", "/healthz", None, {})[0], 200)

    def test_3_an_exception_in_a_route_is_a_problem_of_that_request_only(self):
        for method, path, what in [("GET", "/int", "unknown type"), ("POST", "/exception", "division by zero")]:
            with self.assertRaises(HttpProblem) as refused:
                self.host.api(method, "/throw_in_route" + path, Accept_Language="en")
            self.assertEqual(refused.exception.status, 500)
            self.assertEqual(refused.exception.problem["code"], "plugin.threw")
            self.assertIn(what, json.dumps(refused.exception.problem, ensure_ascii=False))
        process = self.written()["plugin:throw_in_route"]
        self.assertEqual((process["state"], process["restarts"]), ("ready", 0))

    def test_4_an_exception_in_an_event_handler_parks_the_event(self):
        def parked():
            return [event for event in self.host.every("/journal/parked") if "throw_in_event" in json.dumps(event)]
        event = until("the event is parked", parked, 60)[0]
        self.assertIn("plugin.threw", json.dumps(event))
        self.assertEqual(self.written()["plugin:throw_in_event"]["state"], "ready")

    def test_5_a_request_that_never_ends_ends_its_worker_and_frees_the_store(self):
        with self.assertRaises(HttpProblem) as refused:
            self.host.api("POST", "/hang_in_route/hang")
        self.assertIn(refused.exception.status, (502, 503, 504))
        until("its worker was ended for it", lambda: self.written()["plugin:hang_in_route"]["restarts"] >= 1, 30)
        # Its transaction is gone with it: others write again.
        self.host.api("PATCH", "/session", {"language": "zh"})
        with self.assertRaises(HttpProblem):
            until("it is back", lambda: self.written()["plugin:hang_in_route"]["state"] == "ready", 30)
            self.host.api("POST", "/hang_in_route/hang")
        self.assertEqual(self.quarantined("hang_in_route")["error"]["code"], "plugin.hung")
        error = self.processes()["plugin:hang_in_route"]["error"]
        self.assertIn("POST /hang", error["detail"])

    def test_6_a_quarantined_plugin_is_tried_again_on_request(self):
        before = self.quarantined("throw_in_start")["restarts"]
        self.host.api("POST", "/plugins/throw_in_start/restart")
        until("it was started again", lambda: self.written()["plugin:throw_in_start"]["restarts"] > before, 15)
        self.assertEqual(self.quarantined("throw_in_start")["error"]["code"], "plugin.threw")
        self.host.api("POST", "/plugins/throw_in_start/disable")
        until("it is off", lambda: self.written()["plugin:throw_in_start"]["state"] == "disabled", 15)


if __name__ == "__main__":
    unittest.main()
