"""A host on the demo ERP: a SQLite database of its own, which stands still unless a test moves it."""
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from host import Host


class DemoHost(Host):
    """The host; beside its data folder lies the ERP's database, `erp`."""

    def __init__(self, orders=200, **options):
        self.base = Path(tempfile.mkdtemp(prefix="demo-", dir=os.environ.get("ERPHOST_TEST_TMP")))
        self.erp = self.base / "erp.db"
        connection = f"Driver={{SQLite3}};Database={self.native(self.erp)};StepAPI=1;Timeout=5000"
        super().__init__("demo", {"erp.pull": connection, "erp.push": connection}, folder=self.base, **options)
        subprocess.run([*self.command, "demo-erp", "--file", self.native(self.erp), "--orders", str(orders), "--seed", "7"],
                       check=True, capture_output=True, env=self._environment())

    def __exit__(self, *exit_arguments):
        super().__exit__(*exit_arguments)
        if "ERPHOST_TEST_KEEP" not in os.environ:
            shutil.rmtree(self.base, ignore_errors=True)

    def caught_up(self):
        """True once every entity has been read in full."""
        states = self.api("GET", "/erp/status")["entities"]
        return bool(states) and all(entity["okAt"] for entity in states)
