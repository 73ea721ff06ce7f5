"""Nothing is lost whatever goes wrong with a file, and every failure is named."""

import os
import random
import resource
import signal
import subprocess
import threading
import time
import unittest

from batch import DONE, IO, TEXT, ZHNORM, BatchTest, paragraphs, read, tree, write, zhnorm

GOOD = "網路,真的!\n"
CLEAN = "网络，真的！\n".encode()


class Files(BatchTest):
    """Single files of a batch that cannot be read, or be written."""

    def make(self):
        for name in ("a", "b", "c"):
            write(f"in/{name}.txt", GOOD)

    def test_bad_text_fails_alone(self):
        self.make()
        write("in/b.txt", b"\xe7\xb6\xb2\n\xe8\xb7\xff\n")
        result = zhnorm("-r", "-i", "in")
        self.expect(result, TEXT, "in/b.txt:2: not valid UTF-8 at byte offset 4")
        self.assertEqual(tree("in"), {b"a.txt": CLEAN, b"c.txt": CLEAN,
                                      b"b.txt": b"\xe7\xb6\xb2\n\xe8\xb7\xff\n"})
        self.expect_no_litter("in")

    def test_unreadable_files_and_directories(self):
        self.make()
        write("in/deep/d.txt", GOOD)
        os.chmod("in/b.txt", 0)
        os.chmod("in/deep", 0)
        self.addCleanup(os.chmod, os.path.abspath("in/deep"), 0o700)
        result = zhnorm("-r", "-o", "out", "in", **self.as_nobody())
        self.expect(result, IO, "in/b.txt: Permission denied", "in/deep: Permission denied")
        self.assertEqual(tree("out"), {b"a.txt": CLEAN, b"c.txt": CLEAN})

    def test_missing_files(self):
        self.make()
        result = zhnorm("-o", "out/", "in/a.txt", "in/none.txt", "in/c.txt")
        self.expect(result, IO, "in/none.txt: No such file or directory")
        self.assertEqual(tree("out"), {b"a.txt": CLEAN, b"c.txt": CLEAN})

    def test_read_only_files(self):
        self.make()
        os.chmod("in/b.txt", 0o444)
        result = zhnorm("-r", "-i", "in", **self.as_nobody())
        self.expect(result, IO, "in/b.txt: Permission denied")
        self.assertEqual(tree("in"),
                         {b"a.txt": CLEAN, b"b.txt": GOOD.encode(), b"c.txt": CLEAN})

    def test_a_read_only_directory(self):
        self.make()
        before = tree("in")
        os.chmod("in", 0o555)
        self.addCleanup(os.chmod, os.path.abspath("in"), 0o700)
        self.expect(zhnorm("-r", "-i", "in", **self.as_nobody()), IO, "in/a.txt", "in/b.txt",
                    "in/c.txt")
        self.assertEqual(tree("in"), before)

    def test_names_of_any_bytes(self):
        names = [b"a\nb.txt", b"\xff\xfe.txt", b" .txt", b"-r.txt", "網路.txt".encode(), b"*?.txt",
                 b"'\".txt", b"n" * 251 + b".txt"]
        for name in names:
            write(os.path.join(b"in", b"d\n\xff", name), GOOD)
        result = zhnorm("-r", "-o", "out", "--resume", "journal", "in")
        self.expect(result, DONE)
        self.assertEqual(tree("out"), {os.path.join(b"d\n\xff", name): CLEAN for name in names})
        again = zhnorm("-r", "-o", "out", "--resume", "journal", "--stats=json", "in")
        self.expect(again, DONE)
        self.assertEqual(tree("out"), {os.path.join(b"d\n\xff", name): CLEAN for name in names})

    def test_a_list_of_names(self):
        names = [b"a\nb.txt", b"\xff.txt", b"-.txt"]
        for name in names:
            write(name if b"/" in name else os.path.join(b".", name), GOOD)
        result = zhnorm("-i", "--files0-from", "-", input=b"\0".join(names) + b"\0")
        self.expect(result, DONE)
        self.assertEqual(tree("."), {name: CLEAN for name in names})

    def test_empty_files(self):
        for ending in ("txt", "jsonl", "csv", "html", "md", "tsv"):
            write(f"in/empty.{ending}", "")
        result = zhnorm("-r", "--field", "text", "--column", "1", "-o", "out", "in")
        self.expect(result, DONE)
        self.assertEqual(set(tree("out").values()), {b""})
        self.assertEqual(len(tree("out")), 6)

    def test_a_fifo_among_the_files_does_not_stop_the_batch(self):
        self.make()
        os.mkfifo("in/pipe.txt")
        result = zhnorm("-r", "-o", "out", "in", timeout=20)
        self.expect(result, DONE)
        self.assertEqual(tree("out"), {b"a.txt": CLEAN, b"b.txt": CLEAN, b"c.txt": CLEAN})

    def test_a_fifo_that_is_named_is_read(self):
        os.mkfifo("pipe")
        writer = threading.Thread(target=lambda: write(os.path.abspath("pipe"), GOOD))
        writer.start()
        result = zhnorm("pipe", timeout=20)
        writer.join()
        self.expect(result, DONE)
        self.assertEqual(result.stdout, CLEAN)

    def test_links_are_not_broken(self):
        self.make()
        os.symlink("a.txt", "in/link.txt")
        os.link("in/b.txt", "other-name.txt")
        result = zhnorm("-r", "-i", "in")
        self.expect(result, IO, "in/link.txt", "in/b.txt")
        self.assertTrue(os.path.islink("in/link.txt"))
        self.assertTrue(os.path.samefile("in/b.txt", "other-name.txt"))
        self.assertEqual(read("in/c.txt"), CLEAN)

    def test_clean_files_are_not_written(self):
        write("in/a.txt", CLEAN)
        before = os.stat("in/a.txt")
        directory = os.stat("in")
        self.expect(zhnorm("-r", "-i", "in"), DONE)
        after = os.stat("in/a.txt")
        self.assertEqual((before.st_ino, before.st_mtime_ns, before.st_ctime_ns),
                         (after.st_ino, after.st_mtime_ns, after.st_ctime_ns))
        self.assertEqual(directory.st_mtime_ns, os.stat("in").st_mtime_ns)

    def test_mode_and_times(self):
        self.make()
        os.chmod("in/a.txt", 0o640)
        os.utime("in/a.txt", (1000000000, 1100000000))
        self.expect(zhnorm("-r", "-i", "--keep-times", "in"), DONE)
        status = os.stat("in/a.txt")
        self.assertEqual(read("in/a.txt"), CLEAN)
        self.assertEqual((status.st_mode & 0o777, status.st_mtime), (0o640, 1100000000))


class Changing(BatchTest):
    """Files that change while they are read."""

    def test_a_file_that_shrinks_is_not_replaced(self):
        chance = random.Random(3)
        big = "".join(line + "\n" for line in paragraphs(chance, 400000))
        write("in/big.txt", big)
        write("in/small.txt", GOOD)
        size = os.path.getsize("in/big.txt")
        with subprocess.Popen([ZHNORM, "-j1", "-r", "-o", "out", "in"],
                              stderr=subprocess.PIPE) as process:
            # Cut as soon as something of it has come out.
            while process.poll() is None and not self.some_output():
                time.sleep(0.001)
            os.truncate("in/big.txt", size // 2)
            said = process.stderr.read().decode()
        self.assertEqual(process.returncode, IO, said)
        self.assertIn("in/big.txt", said)
        self.assertEqual(tree("out"), {b"small.txt": CLEAN})

    def some_output(self):
        return any(os.path.getsize(os.path.join("out", name)) > 1 << 20
                   for name in (os.listdir("out") if os.path.isdir("out") else []))


class Full(BatchTest):
    """Disks that are full."""

    def test_a_limit_of_file_size(self):
        chance = random.Random(4)
        write("in/a.txt", "".join(line + "\n" for line in paragraphs(chance, 20000)))
        write("in/b.txt", GOOD)
        before = read("in/a.txt")
        result = zhnorm("-r", "-i", "in", preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (100000, 100000)))
        self.expect(result, IO, "in/a.txt: File too large")
        self.assertEqual(tree("in"), {b"a.txt": before, b"b.txt": CLEAN})
        self.expect_no_litter("in")

    def test_a_device_that_is_full(self):
        write("a.txt", GOOD)
        with open("/dev/full", "wb") as full:
            result = subprocess.run([ZHNORM, "a.txt"], stdout=full, stderr=subprocess.PIPE,
                                    check=False)
        self.expect(result, IO, "(standard output): No space left on device")

    def test_a_small_file_system(self):
        chance = random.Random(5)
        for number in range(40):
            write(f"in/{number:02d}.txt",
                  "".join(line + "\n" for line in paragraphs(chance, 300)))
        script = 'mount -t tmpfs -o size=$SIZE none "$1" && cp -r in "$1" && shift && "$@"; ' \
            'code=$?; cd small && find . -name ".zhnorm*" >../litter; cp -r in ../after; exit $code'
        os.mkdir("small")
        os.mkdir("after")
        mount = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "small"],
                               capture_output=True, check=False)
        if mount.returncode != 0:
            self.skipTest("no file system can be mounted here")
        # In pages of 4 KiB there is room for what goes in, and for some of what comes out.
        size = sum(4 + 4 * (len(data) // 4096) for data in tree("in").values()) + 60
        result = subprocess.run(["unshare", "-rm", "sh", "-c", script, "sh", "small", ZHNORM,
                                 "-r", "-o", "small/out", "small/in"],
                                capture_output=True, check=False,
                                env={**os.environ, "SIZE": f"{size}k"})
        self.expect(result, IO, "No space left on device")
        self.assertEqual(read("litter"), b"")
        self.assertEqual({os.path.basename(name): data for name, data in tree("after").items()},
                         {os.path.basename(name): data for name, data in tree("in").items()})


class Stopped(BatchTest):
    """Ctrl-C."""

    def test_an_interrupt_ends_after_the_files_in_hand(self):
        chance = random.Random(6)
        for number in range(3000):
            write(f"in/{number:04d}.txt",
                  "".join(line + "\n" for line in paragraphs(chance, 100)))
        new = zhnorm("-r", "-o", "wanted", "in")
        self.expect(new, DONE)
        with subprocess.Popen([ZHNORM, "-r", "-o", "out", "in"],
                              stderr=subprocess.PIPE) as process:
            while not os.path.isdir("out") or len(os.listdir("out")) < 20:
                time.sleep(0.001)
            process.send_signal(signal.SIGINT)
            said = process.stderr.read().decode()
        self.assertEqual(process.returncode, -signal.SIGINT, said)
        self.assertIn("interrupted", said)
        done, wanted = tree("out"), tree("wanted")
        self.assertLess(len(done), len(wanted))
        self.assertEqual(done, {name: wanted[name] for name in done})
        self.expect_no_litter("out")


if __name__ == "__main__":
    unittest.main()
