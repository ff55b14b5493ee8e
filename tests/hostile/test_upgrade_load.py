"""Versions of a plugin are switched while clerks work on it: what was confirmed is there, once, and nobody is turned away. How long
they wait is measured in tests/bench."""
import unittest

from switching import Switching


class UpgradeUnderLoad(unittest.TestCase):
    def test_nothing_is_lost_and_nobody_is_turned_away(self):
        with Switching() as plugin:
            clerks = plugin.switch(20)
            there = plugin.notes()
        self.assertEqual([status for clerk in clerks for status in clerk.refused], [])
        kept = [note for clerk in clerks for note in clerk.kept]
        self.assertGreater(len(kept), 500)
        self.assertEqual([note for note in kept if note not in there], [])
        self.assertEqual([words for words in there.values() if "again" in words], [])
        self.assertEqual(set(there.values()), {"1.0.0", "1.1.0"})


if __name__ == "__main__":
    unittest.main()
