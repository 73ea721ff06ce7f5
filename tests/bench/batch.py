#!/usr/bin/env python3
"""Measures batches: zhnorm beside what one would do without it, in one run.

    python3 tests/bench/batch.py BUILD [--files N] [--documents N] [--directory DIR]

BUILD holds zhnorm, zhnorm-bench and zhnorm-bench-text.  Needs opencc, jq and libopencc, which are
Debian's packages opencc, jq and libopencc-dev.  Texts are made anew each time, in a directory that
is removed again.  Times are those on the wall; the contenders convert less of the same texts, for
they would take hours, and what counts is the rate.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENT = 2000  # bytes of a document, more or less
FEW_FILES = 1000  # what the contenders get
FEW_DOCUMENTS = 5000


def run(command, **more):
    """Runs a command to its end: seconds on the wall, and KiB of memory at the most."""
    begin = time.monotonic()
    process = subprocess.Popen(command, **more)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command}: exit code {process.returncode}")
    return seconds, usage.ru_maxrss


def shell(script, *arguments):
    return run(["sh", "-euc", script, "sh", *arguments])


def documents(build, count):
    """Yields articles of some 2 KB, made of one long text."""
    maker = subprocess.Popen([f"{build}/zhnorm-bench-text", str(count * (DOCUMENT + 200))],
                             stdout=subprocess.PIPE)
    lines, size = [], 0
    for line in maker.stdout:
        lines.append(line)
        size += len(line)
        if size >= DOCUMENT:
            yield b"".join(lines).decode()
            lines, size = [], 0
            count -= 1
            if count == 0:
                break
    maker.stdout.close()
    maker.wait()


def make_files(build, directory, count):
    for number, text in enumerate(documents(build, count)):
        place = f"{directory}/{number // 1000:04d}"
        if number % 1000 == 0:
            os.makedirs(place)
        with open(f"{place}/{number:07d}.txt", "w", encoding="utf-8") as file:
            file.write(text)


def make_lines(build, path, count):
    with open(path, "w", encoding="utf-8") as file:
        for number, text in enumerate(documents(build, count)):
            record = {"id": number, "title": text[:12], "text": text}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def head(source, target, count):
    with open(source, "rb") as lines, open(target, "wb") as few:
        for _, line in zip(range(count), lines):
            few.write(line)


class Table:
    """Prints what was measured, and remembers it."""

    def __init__(self, unit, scale):
        self.unit, self.scale, self.rates = unit, scale, {}

    def add(self, name, amount, measured):
        seconds, memory = measured
        rate = amount / seconds / self.scale
        self.rates[name] = rate
        print(f"  {name:44} {rate:10.1f} {self.unit}  {seconds:7.2f} s  {memory / 1024:6.1f} MiB",
              flush=True)

    def compare(self, name, other, wanted):
        times = self.rates[name] / self.rates[other]
        print(f"  {name} is {times:.2f} times {other} (wanted: {wanted})", flush=True)


def files(build, work, count):
    """Many small files."""
    zhnorm = f"{build}/zhnorm"
    make_files(build, f"{work}/in", count)
    few = f"{work}/few"
    os.mkdir(few)
    with os.scandir(f"{work}/in/0000") as entries:
        for entry in list(entries)[:FEW_FILES]:
            shutil.copy(entry.path, few)
    amount = min(count, FEW_FILES)
    print(f"\n{count} files of {DOCUMENT} bytes")
    table = Table("files/s", 1)
    for name, more in (("zhnorm -j1", ["-j1"]), ("zhnorm", []), ("zhnorm -c t2s", ["-c", "t2s"])):
        table.add(name, count, run([zhnorm, *more, "-r", "-o", f"{work}/out", f"{work}/in"]))
        shutil.rmtree(f"{work}/out")
    os.mkdir(f"{work}/out")
    script = 'find "$1" -type f -printf "%f\\0" | ' \
        'xargs -0 -P "$(nproc)" -I{} opencc -c "$3" -i "$1/{}" -o "$2/{}"'
    for config in ("t2s.json", "tw2sp.json"):
        table.add(f"find | xargs opencc -c {config}", amount,
                  shell(script, few, f"{work}/out", config))
    table.compare("zhnorm", "zhnorm -j1", "1.85, where the disk lets it")
    for config in ("t2s.json", "tw2sp.json"):
        table.compare("zhnorm", f"find | xargs opencc -c {config}", "50")


def lines(build, work, count):
    """One big file of JSON Lines."""
    zhnorm = f"{build}/zhnorm"
    path, few, out = f"{work}/all.jsonl", f"{work}/few.jsonl", f"{work}/out.jsonl"
    make_lines(build, path, count)
    head(path, few, FEW_DOCUMENTS)
    size, few_size = os.path.getsize(path), os.path.getsize(few)
    print(f"\n{count} lines of JSON, {size / 1e6:.0f} MB")
    table = Table("MB/s", 1e6)
    fields = ["--field", "title", "--field", "text"]
    for name, more in (("zhnorm -j1", ["-j1"]), ("zhnorm", [])):
        table.add(name, size, run([zhnorm, *more, *fields, "-o", out, path]))
    table.add("zhnorm -c t2s", size, run([zhnorm, "-c", "t2s", *fields, "-o", out, path]))
    table.add("python, json and libopencc (t2s)", few_size,
              run([sys.executable, f"{HERE}/batch_python.py", few, out]))
    script = 'jq -j \'.title, "\\u0000", .text, "\\u0000"\' "$1" | opencc -c t2s.json >"$2"'
    table.add("jq | opencc -c t2s.json, one way only", few_size, shell(script, few, out))
    table.compare("zhnorm", "zhnorm -j1", "1.85")
    for other in ("python, json and libopencc (t2s)", "jq | opencc -c t2s.json, one way only"):
        table.compare("zhnorm", other, "50")

    with open(f"{work}/memory.txt", "w", encoding="utf-8") as file:
        file.writelines(documents(build, 3000))
    bench = json.loads(subprocess.check_output([f"{build}/zhnorm-bench", "cn", f"{work}/memory.txt",
                                                "--only", "steps", "--json"]))
    memory = bench["contenders"]["steps"]["mb_per_second"]
    print(f"  in memory, all steps: {memory:.0f} MB/s; zhnorm -j1 has "
          f"{100 * table.rates['zhnorm -j1'] / memory:.0f} % of it (wanted: 60)")


def text(build, work, count):
    """One big text."""
    path, out = f"{work}/all.txt", f"{work}/out.txt"
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(documents(build, count))
    size = os.path.getsize(path)
    print(f"\none text of {size / 1e6:.0f} MB")
    table = Table("MB/s", 1e6)
    for name, more in (("zhnorm -j1", ["-j1"]), ("zhnorm", [])):
        table.add(name, size, run([f"{build}/zhnorm", *more, "-o", out, path]))
    table.compare("zhnorm", "zhnorm -j1", "1.85")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--documents", type=int, default=100000)
    parser.add_argument("--directory", help="where the texts are made (default: the system's)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.directory) as work:
        files(options.build, work, options.files)
        lines(options.build, work, options.documents)
        text(options.build, work, options.documents)


if __name__ == "__main__":
    main()
