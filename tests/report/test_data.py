"""The numbers and texts in a report, against known inputs and what convert gives."""

import glob
import itertools
import json
import os
import re
import subprocess
import unittest

import reports

SOURCE = os.environ["SOURCE"]


def names_of(data, number):
    """The rules and dictionaries in set `number`."""
    return [data["causes"][cause]["name"] for cause in data["sets"][number]]


def changes_of(row):
    """The changes in a line that changed something."""
    return [piece for piece in row["pieces"] if not isinstance(piece, str) and not piece[3] & 2]


class KnownInput(reports.Case):
    """Small texts whose every change can be counted by hand."""

    def test_totals(self):
        self.write("one.txt", "國家的書。\n很好,很好。\n")
        self.write("two.txt", "没有变化。\n")
        data = self.data("one.txt", "two.txt")
        totals = data["totals"]
        self.assertEqual(totals["files"], 2)
        self.assertEqual(totals["changed_files"], 1)
        self.assertEqual(totals["failed"], 0)
        self.assertEqual(totals["code_points"], 6 + 7 + 6)
        self.assertEqual(totals["han"], 4 + 4 + 4)
        self.assertEqual(totals["input_bytes"], 16 + 17 + 16)
        self.assertEqual(totals["output_bytes"], 16 + 19 + 16)
        self.assertEqual(totals["edits"], 3)  # 國 書 ,
        self.assertEqual(totals["changed"], 3)
        self.assertEqual(totals["script_changes"], 2)
        self.assertEqual(data["shared"], 0)
        self.assertEqual(
            {each["name"]: each["edits"] for each in data["passes"] if each["edits"]},
            {"script": 2, "punct": 1},
        )
        rows = {row[0]: row[1:4] for row in data["files"]["rows"]}
        self.assertEqual(rows, {"one.txt": [13, 3, 3], "two.txt": [6, 0, 0]})

    def test_conversion(self):
        self.write("my.dict", "# name: my\n影片\t视频\n")
        self.write("one.txt", "看影片。\n")
        data = self.data(
            *("-c", "hans", "-d", "./my.dict", "--steps", "punct,space", "--no-rule", "comma"),
            *("--rule", "han-spaces", "--quotes", "keep", "--bad-input", "replace", "one.txt"),
        )
        run = data["run"]
        self.assertEqual([run["config"], run["dictionaries"]], ["hans", ["./my.dict"]])
        self.assertEqual(run["steps"], ["punct", "space"])
        self.assertEqual(run["switched_rules"], {"comma": False, "han-spaces": True})
        self.assertEqual([run["quotes"], run["bad_input"]], ["keep", "replace"])
        self.assertEqual(run["target"], "simplified")
        before, after, number, count, files = data["replacements"]["rows"][0]
        self.assertEqual([before, after, count, files], ["影片", "视频", 1, 1])
        self.assertEqual(names_of(data, number), ["my"])

    def test_replacements_are_whole_entries(self):
        self.write("my.dict", "# name: my\n有線電視台\t有線電視频道\n")
        self.write("one.txt", "有線電視台,有線電視台。\n")
        data = self.data("-c", "none", "-d", "./my.dict", "--steps", "none", "one.txt")
        self.assertEqual(
            [row[:2] + row[3:] for row in data["replacements"]["rows"]],
            [["有線電視台", "有線電視频道", 2, 1]],
        )
        piece = changes_of(data["samples"]["rows"][0])[0]
        self.assertEqual(piece[0:2], ["台", "频道"])
        self.assertEqual(piece[4:6], ["有線電視台", "有線電視频道"])

    def test_replacements_count_files(self):
        self.write("one.txt", "國國書\n")
        self.write("two.txt", "國\n")
        data = self.data("-c", "t2s", "one.txt", "two.txt")
        self.assertEqual(
            [row[:2] + row[3:] for row in data["replacements"]["rows"]],
            [["國", "国", 3, 2], ["書", "书", 1, 1]],
        )

    def test_ambiguous(self):
        self.write("one.txt", "喝乾這杯\n")
        self.write("two.txt", "洗乾了\n")
        data = self.data("-c", "t2s", "one.txt", "two.txt")
        (row,) = data["ambiguous"]["rows"]
        self.assertEqual([row["text"], row["output"], row["kept"]], ["乾", "干", False])
        self.assertEqual([row["count"], row["files"]], [2, 2])
        self.assertEqual(row["candidates"], ["干", "乾"])
        self.assertEqual(
            row["contexts"],
            [
                {"file": "one.txt", "line": 1, "column": 2, "before": "喝", "text": "乾", "behind": "這杯"},
                {"file": "two.txt", "line": 1, "column": 2, "before": "洗", "text": "乾", "behind": "了"},
            ],
        )
        self.assertEqual(data["totals"]["ambiguous"], 2)
        self.assertEqual([row[4] for row in data["files"]["rows"]], [1, 1])

    def test_contexts_are_different(self):
        self.write("my.dict", "# name: my\n國\n")
        self.write("one.txt", "喝乾這杯,國\n" * 5 + "洗乾了,國\n")
        self.write("two.txt", "喝乾這杯,國\n")
        data = self.data("-c", "t2s", "-d", "./my.dict", "one.txt", "two.txt")
        for table, columns in (("ambiguous", (2, 2)), ("left", (6, 5))):
            with self.subTest(table=table):
                (row,) = data[table]["rows"]
                self.assertEqual(row["count"], 7)
                places = [(each["file"], each["line"], each["column"]) for each in row["contexts"]]
                self.assertEqual(places, [("one.txt", 1, columns[0]), ("one.txt", 6, columns[1])])

    def test_ambiguous_that_stayed(self):
        self.write("one.txt", "我的\n面\n")
        data = self.data("-c", "s2t", "one.txt")
        (row,) = data["ambiguous"]["rows"]
        self.assertEqual([row["text"], row["kept"], row["contexts"][0]["line"]], ["面", True, 2])
        self.assertEqual(row["candidates"][0], "面")
        self.assertGreater(len(row["candidates"]), 1)
        self.assertEqual(data["totals"]["edits"], 0)
        self.assertEqual(data["samples"], {"rows": [], "shown": 0, "of": 0})

    def test_left(self):
        self.write("my.dict", "# name: my\n國\n")
        self.write("one.txt", "书\n我的國和書\n國\n")
        data = self.data("-c", "t2s", "-d", "./my.dict", "one.txt")
        (row,) = data["left"]["rows"]
        self.assertEqual([row["text"], row["count"], row["files"]], ["國", 2, 1])
        self.assertEqual(
            row["contexts"],
            [
                {"file": "one.txt", "line": 2, "column": 3, "before": "我的", "text": "國", "behind": "和书"},
                {"file": "one.txt", "line": 3, "column": 1, "before": "", "text": "國", "behind": ""},
            ],
        )
        self.assertEqual(data["totals"]["left"], 2)
        self.assertEqual(data["files"]["rows"][0][5], 2)

    def test_left_follows_the_target(self):
        self.write("one.txt", "国國\n")
        self.write("my.dict", "# name: my\n国\n國\n")
        for config, target, left in (
            ("s2t", "traditional", ["国"]),
            ("auto", "simplified", ["國"]),
            ("none", "", []),
        ):
            with self.subTest(config=config):
                data = self.data("-c", config, "-d", "./my.dict", "one.txt")
                self.assertEqual(data["run"]["target"], target)
                self.assertEqual([row["text"] for row in data["left"]["rows"]], left)

    def test_taken_for(self):
        self.write("one.txt", "這款軟體的資料庫跑在網路伺服器上,程式碼寫得很清楚。\n" * 3)
        self.write("two.txt", "这款软件的数据库运行在服务器上，代码写得很清楚。\n" * 3)
        data = self.data("-c", "auto", "one.txt", "two.txt")
        choices = data["files"]["choices"]
        taken = [choices[row[6]] for row in data["files"]["rows"]]
        self.assertEqual(taken, ["tw2cn it", "hans"])
        self.assertEqual(self.data("one.txt")["files"]["rows"][0][6], -1)


class Whole(reports.Case):
    """What the page shows is what convert does, whatever the text."""

    def rebuild(self, source, rows):
        """Applies the changes of the lines to a source; returns what comes out."""
        lines = source.split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        output, at = "", 0
        for row in rows:
            self.assertEqual(row["cut"], 0)
            start = starts[row["line"] - 1]
            before = "".join(p if isinstance(p, str) else p[0] for p in row["pieces"])
            self.assertEqual(source[start : start + len(before)], before)
            output += source[at:start]
            output += "".join(p if isinstance(p, str) else p[1] for p in row["pieces"])
            at = start + len(before)
        return output + source[at:]

    def checked_lines(self, *options):
        """How many lines would change, by zhnorm check."""
        done = subprocess.run(
            [reports.ZHNORM, "check", *options, "text.txt"], cwd=self.folder, capture_output=True, check=False
        )
        found = re.search(r" changes? in (\d+) lines?", done.stdout.decode())
        return int(found.group(1)) if found else 0

    def check(self, text, *options):
        """All lines that changed, put in their places, give what convert gives."""
        self.write("text.txt", text)
        data = self.data(*options, "text.txt")
        rows = data["samples"]["rows"]
        self.assertEqual(data["samples"]["shown"], data["samples"]["of"])
        self.assertEqual(data["samples"]["of"], self.checked_lines(*options))
        converted = reports.run("convert", *options, "text.txt", cwd=self.folder)
        self.assertEqual(self.rebuild(text, rows), converted.decode())
        changes = [change for row in rows for change in changes_of(row)]
        self.assertEqual(len(changes), data["totals"]["edits"])
        self.assertEqual(sum(len(change[0]) for change in changes), data["totals"]["changed"])
        self.assertEqual(len(text), data["totals"]["code_points"])
        self.assertEqual(sum(row[3] for row in data["replacements"]["rows"]), len(changes))
        for number, cause in enumerate(data["causes"]):
            mine = [c for c in changes if number in data["sets"][c[2]]]
            self.assertEqual([len(mine), sum(len(c[0]) for c in mine)], [cause["edits"], cause["characters"]])

    def test_articles(self):
        names = glob.glob(os.path.join(SOURCE, "tests/differential/articles/*.txt"))
        names.append(os.path.join(SOURCE, "examples/sample-article.txt"))
        self.assertGreater(len(names), 2)
        for name in names:
            with open(name, encoding="utf-8", newline="") as file:
                text = file.read()
            for config in ("cn", "auto", "t2s", "tw2sp", "s2twp", "hk", "none"):
                with self.subTest(name=name, config=config):
                    self.check(text, "-c", config)

    def test_layout(self):
        for text in (
            "國家\r\n體育\r\n\r\n\r\n\r\n後面\r",
            "\n\n\n國\n\n\n\n國   \n　　國,他說:「乾隆」\n\n\n",
            "國\u2028國\u2029國\u0085國\x00\x7f國",
            "\ufeff國\u200b家\u202e的\u202c e\u0301 ﾊﾟ ２，３００\t\n \n 國",
        ):
            with self.subTest(text=text):
                self.check(text)
                self.check(text, "--rule", "unwrap", "--rule", "no-blank-lines")

    def test_totals_are_those_of_stats(self):
        names = sorted(glob.glob(os.path.join(SOURCE, "tests/differential/articles/*.txt")))
        self.write("bad.txt", b"\xff\n")
        names += ["bad.txt", "--bad-input", "replace"]
        done = subprocess.run(
            [reports.ZHNORM, "convert", "--stats=json", *names], cwd=self.folder, capture_output=True, check=True
        )
        stats = json.loads(done.stderr)
        data = self.data(*names)
        for key, total in (
            *(("documents", "files"), ("bytes_in", "input_bytes"), ("bytes_out", "output_bytes")),
            *(("characters", "code_points"), ("han", "han"), ("malformed", "malformed")),
            *(("changes", "edits"), ("ambiguous", "ambiguous"), ("forced_cuts", "forced_cuts")),
        ):
            with self.subTest(key=key):
                self.assertEqual(data["totals"][total], stats[key])
        self.assertEqual(data["totals"]["script_changes"], stats["changes_by_pass"]["script"])

    def test_long_lines_and_many_batches(self):
        line = "這是一個很長的句子,沒有盡頭。"
        self.check("".join(line * (1 + i % 5) + "\n" * (1 + i % 7 // 5) for i in range(190)))


class Samples(reports.Case):
    """Lines that are drawn from many."""

    def test_bounded_and_the_same_in_every_run(self):
        self.write("many.txt", "".join(f"第{i}行:這是國家的書,\n" for i in range(5000)))
        first = self.page("many.txt")
        data = reports.data_of(first)
        self.assertEqual(data["samples"]["of"], 5000)
        self.assertGreaterEqual(len(data["samples"]["rows"]), 200)
        self.assertLess(len(data["samples"]["rows"]), 250)
        later = [row for row in data["samples"]["rows"] if row["line"] > 2500]
        self.assertGreater(len(later), 60)  # of 200, half would be even
        self.assertEqual(self.page("many.txt"), first)

    def test_every_cause_has_a_line(self):
        self.write("many.txt", "這是國家的書。\n" * 3000 + "他說:「很好」(真的)……！\n" + "這是國。\n" * 3000)
        data = self.data("many.txt")
        shown = {name for row in data["samples"]["rows"] for c in changes_of(row) for name in names_of(data, c[2])}
        self.assertEqual(shown, {cause["name"] for cause in data["causes"]})
        self.assertIn("brackets", shown)

    def test_lines_of_a_cause_are_from_all_files(self):
        names = [f"{number:04}.txt" for number in range(500)]
        for number, name in enumerate(names):
            self.write(name, f"第{number}篇:這是國家的書\u3000(真的)！他說:「很好」,２０ 年。\n")
        data = self.data(*names)
        self.assertGreater(len(data["causes"]), 5)
        files = [names.index(row["file"]) for row in data["samples"]["rows"]]
        self.assertEqual(files, sorted(files))
        self.assertGreater(len(files), 205)  # those of the causes are there besides
        self.assertGreater(files[19], 20)  # of 500, 40 or so would be even

    def test_a_line_in_several_parts_is_one(self):
        line = "".join(f"第{i}句:這是國家的書。" for i in range(4000))
        self.write("long.txt", line + "\n好\n國\n")
        samples = self.data("-c", "t2s", "--max-pending", "16K", "long.txt")["samples"]
        self.assertGreater(len(samples["rows"]), 3)
        self.assertEqual({row["line"] for row in samples["rows"]}, {1, 3})
        self.assertEqual([samples["shown"], samples["of"]], [2, 2])

    def test_a_long_line_is_cut_around_its_change(self):
        self.write("long.txt", "中" * 3000 + "書" + "文" * 3000 + "\n")
        (row,) = self.data("-c", "t2s", "long.txt")["samples"]["rows"]
        self.assertEqual(row["cut"], 3)
        self.assertIn(["書", "书"], [piece[:2] for piece in row["pieces"] if not isinstance(piece, str)])
        self.assertLess(sum(len(p) for p in row["pieces"] if isinstance(p, str)), 500)


class Bounded(reports.Case):
    """More different replacements than are counted."""

    def test_counts_are_too_low_by_no_more_than_is_said(self):
        spaces = [" ", "\t", "\u3000"]
        kinds = ["".join(each) for each in itertools.product(spaces, repeat=11)]
        kinds = kinds[:: len(kinds) // 80000][:80000]
        lines = [f"國{kind}\n" for kind in kinds]
        self.write("many.txt", "".join(lines) + "中 \n" * 500 + "".join(lines[:10]))
        data = self.data("-c", "hans", "many.txt")
        table = data["replacements"]
        self.assertGreater(table["error"], 0)
        self.assertLess(table["kinds"], len(kinds))
        rows = {row[0]: row[3] for row in table["rows"]}
        for text, count in (("國", len(kinds) + 10), (" ", 500)):
            self.assertLessEqual(rows[text], count)
            self.assertGreaterEqual(rows[text], count - table["error"])
        self.assertEqual(data["totals"]["edits"], 2 * (len(kinds) + 10) + 500)


class Hostile(reports.Case):
    """Texts and names that mean harm, or that are no text at all."""

    def test_text_does_not_break_out(self):
        text = "</script><script>alert(1)</script><!--<b>國</b>&amp;\u2028\u2029]]>\n"
        self.write("one.txt", text)
        page = self.page("-c", "t2s", "one.txt")
        self.assertEqual(page.count("</script>"), 2)
        self.assertNotIn("alert(1)", reports.DATA.sub("", page))
        inside = reports.DATA.search(page).group(1)
        for sign in "<>&":
            self.assertNotIn(sign, inside)
        (row,) = reports.data_of(page)["samples"]["rows"]
        self.assertEqual("".join(p if isinstance(p, str) else p[0] for p in row["pieces"]), text[:-1])

    def test_names(self):
        for name, shown in (
            (b"<_script>&.txt", "<_script>&.txt"),
            (b'a "b"\\.txt', 'a "b"\\.txt'),
            (b"a\nb\tc.txt", "a\\u{a}b\\u{9}c.txt"),
            (b"a\xffb\xe5\x9c.txt", "a\\xffb\\xe5\\x9c.txt"),
            ("國\u202etxt.exe".encode(), "國\\u{202e}txt.exe"),
            (b"-o", "./-o"),
        ):
            with self.subTest(name=name):
                self.write(name, "國\n")
                given = os.fsencode("./") + name if name.startswith(b"-") else name
                data = self.data("-c", "t2s", given)
                self.assertEqual([row[0] for row in data["files"]["rows"]], [shown])
                self.assertEqual(data["samples"]["rows"][0]["file"], shown)

    def test_bytes_that_are_not_utf8(self):
        self.write("bad.txt", "第一行國\n\n".encode() + b"\xff\xe5\x9c" + "書\n".encode())
        for policy, code, edits, malformed in (
            ("reject", 4, 1, None),
            ("replace", 0, 4, 2),
            ("pass", 0, 2, 2),
        ):
            with self.subTest(policy=policy):
                data = self.data("-c", "t2s", "--bad-input", policy, "bad.txt", code=code)
                self.assertEqual(data["totals"]["edits"], edits)
                if malformed is not None:
                    self.assertEqual(data["totals"]["malformed"], malformed)
                self.assertEqual(data["totals"]["failed"], 1 if code else 0)

    def test_odd_characters(self):
        text = "國\x00\x01\x7f\ufffe\U0010ffff\ue000\U00020bb7書\n"
        self.write("one.txt", text)
        (row,) = self.data("-c", "t2s", "one.txt")["samples"]["rows"]
        self.assertEqual("".join(p if isinstance(p, str) else p[0] for p in row["pieces"]), text[:-1])

    def test_empty_files(self):
        self.write("empty.txt", "")
        data = self.data("empty.txt")
        self.assertEqual([data["totals"]["files"], data["totals"]["code_points"]], [1, 0])
        self.assertEqual(data["files"]["rows"], [["empty.txt", 0, 0, 0, 0, 0, -1, ""]])


class Failing(reports.Case):
    """Files that cannot be read, and pages that cannot be written."""

    def test_a_file_that_fails_is_listed(self):
        self.write("good.txt", "國\n")
        self.write("bad.txt", b"\xff\n")
        data = self.data("missing.txt", "good.txt", "bad.txt", code=3)
        self.assertEqual(data["totals"]["failed"], 2)
        self.assertEqual(
            [[row[0], row[3], row[7]] for row in data["files"]["rows"]],
            [
                ["missing.txt", 0, "No such file or directory"],
                ["good.txt", 1, ""],
                ["bad.txt", 0, "line 1: not valid UTF-8 at byte offset 0"],
            ],
        )

    def test_the_error_names_its_place(self):
        self.write("bad.txt", ("國\n" * 50000).encode() + b"\xff\n")
        data = self.data("-c", "t2s", "bad.txt", ".", code=3)
        self.assertEqual(
            [row[7] for row in data["files"]["rows"]],
            ["line 50001: not valid UTF-8 at byte offset 200000", "Is a directory"],
        )
        self.assertEqual(data["files"]["rows"][0][3], data["totals"]["edits"])
        self.assertGreater(data["totals"]["edits"], 0)

    def test_nothing_is_written_without_a_converter(self):
        self.write("one.txt", "國\n")
        self.write("report.html", "what was there before")
        reports.run("report", "-c", "nonsense", "one.txt", "-o", "report.html", cwd=self.folder, code=5)
        with open(os.path.join(self.folder, "report.html"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "what was there before")

    def test_a_page_that_cannot_be_written(self):
        self.write("one.txt", "國\n")
        reports.run("report", "one.txt", "-o", "no/such/folder.html", cwd=self.folder, code=3)
        self.assertEqual(os.listdir(self.folder), ["one.txt"])

    def test_to_standard_output(self):
        self.write("one.txt", "國\n")
        page = self.page("one.txt")
        self.assertEqual(reports.run("report", "one.txt", cwd=self.folder).decode(), page)
        self.assertEqual(reports.run("report", "one.txt", "-o", "-", cwd=self.folder).decode(), page)

    def test_from_standard_input(self):
        done = subprocess.run(
            [reports.ZHNORM, "report", "-c", "t2s"], input="國\n".encode(), capture_output=True, check=True
        )
        data = reports.data_of(done.stdout.decode())
        self.assertEqual(data["files"]["rows"][0][:4], ["(standard input)", 2, 1, 1])


if __name__ == "__main__":
    unittest.main()
