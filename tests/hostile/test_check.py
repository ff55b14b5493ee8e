"""`erphost plugin check`: each planted fault is found and named, in both languages, in a process of its own; the same seed tries the
same things; the plugins of the project pass."""
import json
import os
import subprocess
import unittest

from host import BUILD, PROGRAM

# Plugin: what must be among the findings.
PLANTED = {
    "keeps_transaction": "validator.dead_transaction",
    "registers_late": "validator.late_registration",
    "swallows_failure": "validator.swallowed",
    "fails_silently": "validator.unexplained",
    "odd_status": "validator.wrong_status",
    "off_schema": "validator.reply_off_schema",
    "no_texts": "validator.text_missing",
    "crash_on_input": "validator.crashed",
    "crash_in_start": "validator.crashed",
    "crash_in_event": "validator.crashed",
    "hang_in_job": "validator.hung",
    "throw_in_route": "validator.threw",
    "throw_in_event": "validator.threw",
    "throw_in_create": "plugin.threw",
    "throw_in_start": "plugin.threw",
    "newer_major": "plugin.abi_newer",
    "newer_minor": "plugin.abi_newer",
    "newer_manifest": "plugin.abi_newer",
    "wrong_magic": "plugin.wrong_magic",
    "no_entry": "plugin.not_a_plugin",
    "no_library": "plugin.library_missing",
    "not_a_library": "plugin.library_unloadable",
    "broken_manifest": "plugin.manifest_unreadable",
}


def check(folder, *arguments, language="C.UTF-8"):
    done = subprocess.run([PROGRAM, "plugin", "check", folder, *arguments], capture_output=True, encoding="utf-8", timeout=600,
                          env={**os.environ, "LC_ALL": language, "LANGUAGE": ""})
    return done.returncode, done.stdout


class Check(unittest.TestCase):
    def test_each_planted_fault_is_found_and_named(self):
        for plugin, code in PLANTED.items():
            with self.subTest(plugin=plugin):
                status, text = check(BUILD / "plugins-hostile" / plugin, "--seed", "5", "--json")
                report = json.loads(text)
                found = {finding["code"]: finding for finding in report["findings"]}
                self.assertEqual(status, 1)
                self.assertIn(code, found)
                self.assertEqual(found[code]["level"], "error")
                for part in ("title", "detail", "remedy"):
                    self.assertTrue(found[code][part])
                    self.assertNotIn("{", found[code][part].replace("{name}", ""), "a placeholder without a value")

    def test_a_report_in_chinese(self):
        status, text = check(BUILD / "plugins-hostile" / "fails_silently", language="zh_CN.UTF-8")
        self.assertEqual(status, 1)
        self.assertRegex(text, "错误  出错却不说明原因")

    def test_the_same_seed_finds_the_same(self):
        first, second = (check(BUILD / "plugins-hostile" / "no_texts", "--seed", "11", "--json") for _ in range(2))
        self.assertEqual(first, second)

    def test_the_plugins_of_the_project_pass(self):
        for plugin in ("survey", "complaints", "parts", "fees", "timekeeping"):
            with self.subTest(plugin=plugin):
                status, text = check(BUILD / "plugins" / plugin, "--seed", "1")
                self.assertEqual(status, 0, text)


if __name__ == "__main__":
    unittest.main()
