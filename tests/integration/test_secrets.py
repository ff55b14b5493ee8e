"""Connection strings, passwords and tokens: set by command, by HTTP, by a setup file or by hand, they lie nowhere in the clear, and a
backup carries them to the same machine."""
import json
import subprocess
import unittest

from demo import DemoHost
from host import until

PLANTED = "geheim-Xq7-正月"


class Secrets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = DemoHost(orders=30, plugins=("survey",))
        cls.addClassCleanup(cls.host.__exit__)
        cls.host.setup["secrets"] = {name: f"{text};PWD={PLANTED}" for name, text in cls.host.setup["secrets"].items()}
        cls.host.start()
        until("the ERP is read with them", cls.host.caught_up, 60)

    def clear_in(self, folder):
        """The files below a folder in which the planted word can be read."""
        word = PLANTED.encode()
        return [str(file) for file in folder.rglob("*") if file.is_file() and file.name not in ("erp.db", "setup.json") and word in file.read_bytes()]

    def put_by_command(self, name, value):
        return subprocess.run([*self.host.command, "secret", "set", name, "--data", str(self.host.data)], input=value + "\n",
                              encoding="utf-8", capture_output=True, env=self.host._environment())

    def test_1_a_secret_is_nowhere_to_be_read(self):
        self.host.api("PUT", "/secrets/sms.token", {"value": PLANTED})
        done = self.put_by_command("smtp.password", PLANTED)
        self.assertEqual((done.returncode, PLANTED in done.stdout + done.stderr), (0, False))
        backup = self.host.base / "backup"
        self.host.cli("backup", str(backup))
        self.assertEqual(self.clear_in(self.host.data) + self.clear_in(backup), [])
        for file in ("secrets.json", "secrets.key"):
            for folder in (self.host.data, backup):
                self.assertEqual((folder / file).stat().st_mode & 0o777, 0o600, folder / file)
        answers = [self.host.api("GET", path) for path in ("/secrets", "/audit", "/settings/host", "/erp/mapping", "/erp/connection", "/overview", "/doctor")]
        answers.append(self.host.cli_json("secret", "list"))
        self.assertNotIn(PLANTED, json.dumps(answers, ensure_ascii=False))
        known = {one["name"]: one for one in self.host.api("GET", "/secrets")["items"]}
        self.assertEqual({name for name, one in known.items() if one["usable"]}, {"erp.pull", "erp.push", "sms.token", "smtp.password"})
        self.assertEqual(known["smtp.password"]["by"], "cli")
        done = [row["subject"] for row in self.host.api("GET", "/audit")["items"] if "ecret" in row["action"]]
        self.assertIn("smtp.password", done)
        self.assertTrue(any("sms.token" in subject for subject in done))

    def test_2_written_by_hand_it_works_and_is_sealed_at_the_next_start(self):
        file = self.host.data / "secrets.json"
        text = self.host.setup["secrets"]["erp.pull"]
        file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), "erp.pull": text}, ensure_ascii=False), encoding="utf-8")
        self.assertEqual(self.clear_in(self.host.data), [str(file)])
        self.host.cli("erp", "check", codes=(0, 1))
        self.host.stop()
        self.host.start()
        until("it is sealed", lambda: not self.clear_in(self.host.data), 30)
        until("the ERP is read with it", self.host.caught_up, 60)

    def test_3_without_the_key_the_record_is_named_and_can_be_set_again(self):
        (self.host.data / "secrets.key").unlink()
        broken = {finding["id"] for finding in self.host.api("GET", "/doctor")["findings"]}
        self.assertIn("secret.unreadable", broken)
        refused = self.put_by_command("two words", "x")
        self.assertEqual(refused.returncode, 1)
        for name, text in self.host.setup["secrets"].items():
            self.assertEqual(self.put_by_command(name, text).returncode, 0)
        known = {one["name"]: one["usable"] for one in self.host.api("GET", "/secrets")["items"]}
        self.assertTrue(known["erp.pull"] and known["erp.push"])
        self.assertFalse(known["sms.token"])
        self.host.api("DELETE", "/secrets/sms.token")
        self.assertNotIn("sms.token", {one["name"] for one in self.host.api("GET", "/secrets")["items"]})


if __name__ == "__main__":
    unittest.main()
