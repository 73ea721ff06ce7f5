"""What the tests of batches share: the program, trees of files, and what they should become."""

import os
import shutil
import subprocess
import tempfile
import unittest

ZHNORM = os.environ["ZHNORM"]

# Exit codes, as `zhnorm --help` lists them.
DONE, USAGE, IO, TEXT = 0, 2, 3, 4

SENTENCES = (
    "館長笑著說:「其實幹起來很有趣!」",
    "早期的演算法碰到直排文字(尤其是標題)常常出錯",
    "網路上的軟體,價錢是１，２８０元...貴不貴?",
    "庫房裏最怕潮濕,紙張一定要保持乾燥;大家吃著餅乾",
    "鲁迅著的书,他看着",
)


def zhnorm(*arguments, **more):
    """Runs the program; what it prints is bytes."""
    return subprocess.run([ZHNORM, *arguments], capture_output=True, check=False,
                          timeout=more.pop("timeout", 120), **more)


def paragraphs(chance, count):
    return [chance.choice(SENTENCES) + str(chance.randrange(1000)) for _ in range(count)]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def tree(directory):
    """The regular files below a directory by their relative names, as bytes."""
    top = os.fsencode(directory)
    found = {}
    for place, _, names in os.walk(top):
        for name in names:
            path = os.path.join(place, name)
            if os.path.isfile(path) and not os.path.islink(path):
                found[os.path.relpath(path, top)] = read(path)
    return found


class BatchTest(unittest.TestCase):
    """Each test has a directory of its own and works in it."""

    def setUp(self):
        self.directory = tempfile.mkdtemp(prefix="zhnorm-test-")
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        os.chdir(self.directory)
        self.addCleanup(os.chdir, "/")

    def expect(self, result, code, *messages):
        """The exit code, and what is said on standard error."""
        said = result.stderr.decode(errors="replace")
        self.assertEqual(result.returncode, code, said)
        for message in messages:
            self.assertIn(message, said)

    def as_nobody(self):
        """How to run the program so that permissions count: root may do anything."""
        if os.geteuid() != 0:
            return {}
        nobody = {"user": 65534, "group": 65534, "extra_groups": []}
        for place, _, names in os.walk("."):
            for name in (".", *names):
                os.chown(os.path.join(place, name), 65534, 65534)
        try:
            subprocess.run([ZHNORM, "--version"], check=True, capture_output=True, **nobody)
        except OSError:
            self.skipTest("nobody cannot run the program where it lies")
        return nobody

    def expect_no_litter(self, directory):
        for place, _, names in os.walk(os.fsencode(directory)):
            for name in names:
                self.assertFalse(name.startswith(b".zhnorm"), os.path.join(place, name))
