"""A batch that is killed at any moment leaves each file whole, and a rerun does the rest.

ZHNORM_KILLS in the environment says how often it is killed; the default is for every build.
"""

import os
import random
import signal
import subprocess
import time
import unittest

from batch import ZHNORM, BatchTest, paragraphs, read, tree, write, zhnorm

KILLS = int(os.environ.get("ZHNORM_KILLS", "20"))
FILES = 300


class Killed(BatchTest):
    """Batches over a tree of texts of several formats."""

    def make(self, chance):
        for number in range(FILES):
            lines = paragraphs(chance, 1 + chance.randrange(40))
            place = f"in/{number % 7}/{number:04d}"
            if number % 10 == 0:
                write(place + ".jsonl", "".join(f'{{"text":"{line.replace(chr(34), "")}"}}\n'
                                                for line in lines))
            elif number % 10 == 1:
                write(place + ".html", "".join(f"<p>{line}</p>\n" for line in lines))
            else:
                write(place + ".txt", "".join(line + "\n" for line in lines))
        write("in/big.txt", "".join(line + "\n" for line in paragraphs(chance, 150000)))

    def kill_once(self, chance, longest, command):
        """Starts a batch and kills it; false: it had ended before."""
        with subprocess.Popen(command, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0, longest))
            process.send_signal(signal.SIGKILL)
        return process.returncode == -signal.SIGKILL

    def time_of(self, command):
        begin = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        return time.monotonic() - begin

    def wanted(self):
        """What every file should become, and how long that takes."""
        seconds = self.time_of([ZHNORM, "-r", "--field", "text", "-o", "wanted", "in"])
        return tree("wanted"), seconds

    def expect_tree(self, directory, wanted):
        """The files of a directory are these; they are too large to be printed."""
        found = tree(directory)
        self.assertEqual(sorted(found), sorted(wanted))
        for name, data in wanted.items():
            self.assertTrue(found[name] == data, name)

    def check_whole(self, old, new):
        """Every file is what it was or what it should become."""
        for name, data in tree("in").items():
            if os.path.basename(name).startswith(b".zhnorm"):
                continue
            self.assertTrue(data in (old[name], new[name]), name)

    def test_in_place_with_a_journal(self):
        chance = random.Random(1)
        self.make(chance)
        old = tree("in")
        new, seconds = self.wanted()
        command = [ZHNORM, "-r", "-i", "--field", "text", "--resume", "journal", "in"]
        killed = 0
        while killed < KILLS:
            if self.kill_once(chance, seconds, command):
                killed += 1
                self.check_whole(old, new)
            else:
                # It got through: everything begins anew.
                os.unlink("journal")
                for name, data in old.items():
                    write(os.path.join(b"in", name), data)
        result = zhnorm("-r", "-i", "--field", "text", "--resume", "journal", "in")
        self.expect(result, 0)
        self.expect_tree("in", new)
        self.expect_no_litter("in")

    def test_into_a_directory_with_a_journal(self):
        chance = random.Random(2)
        self.make(chance)
        new, seconds = self.wanted()
        command = [ZHNORM, "-r", "--field", "text", "-o", "out", "--resume", "journal", "in"]
        killed = 0
        while killed < KILLS:
            if not self.kill_once(chance, seconds, command):
                os.unlink("journal")
                for name in tree("out"):
                    os.unlink(os.path.join(b"out", name))
                continue
            killed += 1
            for name, data in (tree("out") if os.path.isdir("out") else {}).items():
                if not os.path.basename(name).startswith(b".zhnorm"):
                    self.assertTrue(data == new[name], name)
        result = zhnorm(*command[1:])
        self.expect(result, 0)
        self.expect_tree("out", new)
        self.expect_no_litter("out")


if __name__ == "__main__":
    unittest.main()
