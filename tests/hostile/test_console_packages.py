"""Packages over the console's API: what the page does with them, on a host that runs. The ways in which a package can be
bad are test_packages.py's; here is that the API says the same, that a weak line does no harm, and that what was killed
in the middle has not happened."""
import base64
import hashlib
import os
import shutil
import time
import unittest

from demo import DemoHost
from host import HttpProblem, until
from workshop import Workshop

WINDOW = 10
PIECE = 64 * 1024


class ConsolePackages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shop = Workshop()
        cls.host = DemoHost(orders=20, plugins=("survey",))
        cls.host.setup["developer"] = False
        try:
            cls.host.apply()
            cls.host.start(arguments=["--trial", str(WINDOW)])
        except BaseException:
            cls.tearDownClass()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.host.__exit__()
        cls.shop.close()

    def api(self, method, path, body=None, **headers):
        return self.host.api(method, path, body, **headers)

    def refused(self, method, path, body=None):
        with self.assertRaises(HttpProblem) as caught:
            self.api(method, path, body)
        problem = caught.exception.problem
        self.assertNotRegex(problem["detail"] + problem["remedy"], r"\{[a-z]+\}", "a placeholder without a value")
        return problem["code"]

    def serves(self, version):
        until(f"steady {version} serves", lambda: self.api("GET", "/steady/version") == {"version": version}, 30)

    def listed(self):
        return {plugin["id"]: plugin for plugin in self.api("GET", "/plugins")["items"]}.get("steady")

    def upload(self, package, order=None):
        """Sends a package in pieces; `order` of the pieces as far as it goes, the rest as the host asks for it."""
        content = package.read_bytes()
        begun = self.api("POST", "/packages", {"name": package.name, "size": len(content), "pieceBytes": PIECE,
                                               "sha256": hashlib.sha256(content).hexdigest()})
        for piece in (order if order is not None else begun["missing"]):
            part = content[piece * PIECE:(piece + 1) * PIECE]
            self.api("PUT", f"/packages/{begun['id']}/pieces/{piece}", {"content": base64.b64encode(part).decode()})
        return begun["id"]

    def state(self, upload):
        return self.api("GET", f"/packages/{upload}/progress")["state"]

    def settled(self, upload, seconds=60):
        """The progress once nothing moves any more; every state that was seen on the way."""
        seen = []

        def look():
            progress = self.api("GET", f"/packages/{upload}/progress")
            mark = progress["step"] or progress["state"]
            if not seen or seen[-1] != mark:
                seen.append(mark)
            return progress if progress["state"] not in ("running", "trial") else None
        return until("it settles", look, seconds), seen

    def test_1_trust_comes_first(self):
        upload = self.upload(self.shop.package("1.0.0"))
        preview = self.api("GET", f"/packages/{upload}")["preview"]
        self.assertEqual([one["code"] for one in preview["obstacles"]], ["package.unknown_signer"])
        self.assertIn("title", preview["obstacles"][0])
        self.api("POST", f"/packages/{upload}/install")
        progress, _ = self.settled(upload)
        self.assertEqual((progress["state"], progress["error"]["code"]), ("failed", "package.unknown_signer"))
        self.assertIsNone(self.listed())

        text = (self.shop.root / "maker.key.pub").read_text(encoding="utf-8")
        self.assertEqual(self.refused("POST", "/trust/keys", {"text": "hello"}), "trust.key_unreadable")
        added = self.api("POST", "/trust/keys", {"text": text})
        self.assertEqual([key["id"] for key in self.api("GET", "/trust/keys")["items"]], [added["id"]])
        self.assertEqual(self.refused("POST", "/trust/keys", {"text": text}), "trust.key_known")

    def test_2_upload_preview_install(self):
        folder = self.shop.folder("1.0.0", reads=["work_order"], writes=["callback_status"])
        (folder / "docs").mkdir()
        (folder / "docs" / "figures.bin").write_bytes(os.urandom(3 * PIECE))
        package = self.shop.pack(folder)
        pieces = -(-package.stat().st_size // PIECE)
        self.assertGreater(pieces, 3)
        # From the last to the first, the last one twice, and then nothing is missing.
        upload = self.upload(package, order=[pieces - 1, *reversed(range(1, pieces))])
        self.assertEqual(self.state(upload), "uploading")
        self.assertEqual(self.refused("POST", f"/packages/{upload}/install"), "upload.incomplete")
        self.assertEqual(self.upload(package), upload)
        look = self.api("GET", f"/packages/{upload}")
        preview = look["preview"]
        self.assertEqual((preview["id"], preview["version"], preview["kind"], preview["trust"]["state"]),
                         ("steady", "1.0.0", "install", "trusted"))
        self.assertEqual(preview["tables"], ["steady_note"])
        self.assertEqual(preview["reads"][0]["name"], "work_order")
        self.assertTrue(preview["reads"][0]["title"]["zh"])
        self.assertEqual(preview["obstacles"], [])
        self.assertIsNone(self.listed(), "looking changes nothing")

        self.assertEqual(self.api("POST", f"/packages/{upload}/install", Idempotency_Key="once")["state"], "running")
        self.assertEqual(self.api("POST", f"/packages/{upload}/install", Idempotency_Key="once")["state"], "running")
        self.serves("1.0.0")
        trial = until("the window is told", lambda: [one for one in [self.api("GET", f"/packages/{upload}/progress")]
                                                     if one["secondsLeft"] is not None], 30)[0]
        self.assertEqual(trial["state"], "trial")
        self.assertLessEqual(trial["secondsLeft"], WINDOW)
        self.assertTrue(self.listed()["onTrial"])
        self.assertGreater(self.listed()["trialEndsAt"], time.time() * 1000 - 1000)
        progress, _ = self.settled(upload)
        self.assertEqual(progress["state"], "holds")
        self.assertFalse(self.listed()["onTrial"])
        rows = [row for row in self.api("GET", "/audit?action=plugin.install")["items"] if row["subject"] == "plugin/steady"]
        self.assertEqual(rows[0]["actor"], self.api("GET", "/session")["user"]["id"])

    def test_3_refusals_are_those_of_the_command_line(self):
        def look(package):
            return self.api("GET", f"/packages/{self.upload(package)}")["preview"]

        def codes(package):
            return [one["code"] for one in look(package)["obstacles"]]
        shop = self.shop
        self.assertEqual(codes(shop.package("1.0.0")), ["package.installed"])
        self.assertEqual(codes(shop.package("0.9.0", base="1.0.0")), ["package.older"])
        self.assertEqual(codes(shop.pack(shop.folder("1.1.0"), key=None)), ["package.unsigned"])
        self.assertEqual(codes(shop.package("1.1.0", reads=["unicorn"], requires={"host": "99.0.0", "plugins": {"absent": "1.0.0"}})),
                         ["package.host_too_old", "package.entity_missing", "package.plugin_missing"])
        for upload in self.host.data.glob("run/uploads/*"):
            self.api("DELETE", f"/packages/{upload.name}")
        broken = shop.root / "broken.ehp"
        broken.write_bytes(shop.package("1.1.0").read_bytes()[:-30])
        upload = self.upload(broken)
        self.assertEqual(self.refused("GET", f"/packages/{upload}"), "package.end_wrong")
        self.api("POST", f"/packages/{upload}/upgrade")
        progress, _ = self.settled(upload)
        self.assertEqual((progress["state"], progress["error"]["code"]), ("failed", "package.end_wrong"))
        probe = self.upload(shop.package("1.4.0"))
        self.api("POST", f"/packages/{probe}/upgrade")
        progress, _ = self.settled(probe)
        self.assertEqual(progress["error"]["code"], "package.probe_failed")
        self.serves("1.0.0")

    def test_4_one_that_crashes_after_five_seconds_is_taken_back(self):
        upload = self.upload(self.shop.package("1.3.0"))
        self.api("POST", f"/packages/{upload}/upgrade")
        progress, seen = self.settled(upload)
        self.assertEqual((progress["state"], progress["error"]["code"]), ("returned", "worker.exited"))
        self.assertIn("trial", seen)
        listed = self.listed()
        self.assertEqual((listed["version"], listed["returned"]["version"], listed["returned"]["error"]["code"]),
                         ("1.0.0", "1.3.0", "worker.exited"))
        self.assertTrue(listed["returned"]["error"]["title"])
        self.serves("1.0.0")

    def test_5_back_to_a_kept_version(self):
        upload = self.upload(self.shop.package("1.1.0"))
        self.api("POST", f"/packages/{upload}/upgrade")
        progress, _ = self.settled(upload)
        self.assertEqual(progress["state"], "holds")
        self.serves("1.1.0")
        self.assertEqual(self.refused("POST", "/plugins/steady/rollback", {"version": "9.9.9"}), "package.no_former")
        self.assertEqual(self.refused("POST", "/plugins/none/rollback", {"version": "1.0.0"}), "plugin.not_found")
        for _ in range(2):
            answer = self.api("POST", "/plugins/steady/rollback", {"version": "1.0.0"}, Idempotency_Key="back")
            self.assertEqual(answer, {"plugin": "steady", "version": "1.0.0"})
        self.serves("1.0.0")
        self.assertEqual(self.state(upload), "replaced")

    def test_6_killed_in_the_middle_nothing_has_changed(self):
        package = self.shop.package("1.2.0")
        for place in ("probed", "placed"):
            with self.subTest(place):
                self.host.stop()
                self.host.start(environment={"ERPHOST_FAILPOINT": f"packages.{place}:1"}, arguments=["--trial", str(WINDOW)])
                upload = self.upload(package)
                self.api("POST", f"/packages/{upload}/upgrade")
                progress, _ = self.settled(upload)
                self.assertEqual((progress["state"], progress["error"]["code"]), ("failed", "package.work_ended"))
                self.serves("1.0.0")
        self.host.stop()
        self.host.start(arguments=["--trial", str(WINDOW)])
        # Front itself, in the middle of the probe: the one that starts after it knows that nothing came of it.
        front = next(one for one in self.api("GET", "/overview")["processes"] if one["name"] == "front")
        self.api("POST", f"/packages/{upload}/upgrade")
        os.kill(front["pid"], 9)
        progress = until("front is back", lambda: self.api("GET", f"/packages/{upload}/progress"), 30)
        self.assertEqual((progress["state"], progress["error"]["code"]), ("failed", "package.interrupted"))
        self.serves("1.0.0")
        self.api("POST", f"/packages/{upload}/upgrade")
        progress, _ = self.settled(upload)
        self.assertEqual(progress["state"], "holds")
        self.serves("1.2.0")

    def test_7_a_revoked_key_is_not_taken_any_more(self):
        number = self.api("GET", "/trust/keys")["items"][0]["id"]
        self.api("POST", f"/trust/keys/{number}/revoke", {"reason": "lost on a train"})
        upload = self.upload(self.shop.package("1.2.1", base="1.2.0"))
        preview = self.api("GET", f"/packages/{upload}")["preview"]
        self.assertEqual([one["code"] for one in preview["obstacles"]], ["package.key_revoked"])
        self.assertEqual(self.listed()["origin"], "revoked")

    def test_8_removal_keeps_the_data_or_exports_them_first(self):
        self.assertEqual(self.api("DELETE", "/plugins/steady"), {"plugin": "steady", "exported": None})
        self.assertIsNone(self.listed())
        answer = self.api("DELETE", "/plugins/steady?data=remove")
        exported = self.host.data / "backups" / os.path.basename(answer["exported"])
        self.assertTrue((exported / "steady_note.jsonl").is_file())
        self.assertEqual(self.refused("DELETE", "/plugins/steady?data=remove"), "plugin.not_found")
        shutil.rmtree(exported)


if __name__ == "__main__":
    unittest.main()
