"""Runs zhnorm report and reads the data back out of its page.

The tests of the report are run with the program's path in ZHNORM.
"""

import json
import os
import re
import subprocess
import tempfile
import unittest

ZHNORM = os.environ["ZHNORM"]
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def run(*arguments, cwd=None, code=0):
    """Runs the program, which has to exit with `code`; returns its standard output."""
    done = subprocess.run(
        [ZHNORM, *arguments], cwd=cwd, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode != code:
        raise AssertionError(
            f"zhnorm {arguments}: wanted exit code {code}, got {done.returncode}: "
            f"{done.stderr.decode(errors='replace')}"
        )
    return done.stdout


def data_of(page):
    """The data in a page."""
    return json.loads(DATA.search(page).group(1))


class Case(unittest.TestCase):
    """A test in an empty folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zhnorm-report-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, text):
        """Writes a file; a name or text that is not bytes is UTF-8."""
        name = os.path.join(os.fsencode(self.folder), os.fsencode(name))
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def page(self, *arguments, code=0):
        """The page about the files that `arguments` name."""
        run("report", *arguments, "-o", "report.html", cwd=self.folder, code=code)
        with open(os.path.join(self.folder, "report.html"), encoding="utf-8") as file:
            return file.read()

    def data(self, *arguments, code=0):
        """The data about them."""
        return data_of(self.page(*arguments, code=code))
