"""The page of a report, as headless Chromium shows it."""

import os
import re
import unittest

import browser
import reports
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

HOSTILE = "</script><script>window.broken=1</script><img src=x onerror='window.broken=1'>國\n"

# The contrast of an element's text with the background that it stands on.
CONTRAST = """
const colour = (text) => text.match(/[\\d.]+/g).map(Number);
const luminance = (c) => c.slice(0, 3).map((v) => v / 255)
  .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
let back = arguments[0];
const see = (e) => colour(getComputedStyle(e).backgroundColor);
while (see(back).length === 4 && see(back)[3] === 0) back = back.parentElement;
const a = luminance(colour(getComputedStyle(arguments[0]).color));
const b = luminance(see(back));
return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
"""


class Page(reports.Case):
    """A page that is open."""

    @classmethod
    def setUpClass(cls):
        cls.driver = browser.start()
        cls.addClassCleanup(cls.driver.quit)

    def tearDown(self):
        errors = [entry["message"] for entry in self.driver.get_log("browser")]
        self.assertEqual(errors, [])

    def open(self, *arguments, code=0, scheme="light", width=1280):
        """Opens the page about some files; returns its data."""
        data = self.data(*arguments, code=code)
        browser.look(self.driver, scheme, width)
        self.driver.get("file://" + os.path.join(self.folder, "report.html"))
        return data

    def all(self, selector):
        """The elements that a selector finds."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        """The element that a selector finds."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        """What a reader sees of an element."""
        return self.one(selector).text

    def column(self, table, index):
        """The texts of a column, from 1."""
        return [cell.text for cell in self.all(f"{table} tbody tr > :nth-child({index})")]

    def filter(self, section, text):
        """Types into the filter of a section."""
        field = self.one(f"{section} input")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(Keys.DELETE, text)

    def articles(self):
        """Writes three files, in which all is known."""
        self.write("a/first.txt", "國家的書很好,很好!\n喝乾這杯。\n")
        self.write("a/second.txt", "國國國\n")
        self.write("a/third.txt", "没有变化。\n")
        return ("-c", "hans", "a/first.txt", "a/second.txt", "a/third.txt")


class Numbers(Page):
    """What the page says is what was counted."""

    def test_figures(self):
        self.open(*self.articles())
        figures = [element.text.split("\n") for element in self.all(".figure")]
        # 國書,! and 乾這 and 國國國, of 11 + 6 + 4 + 6 characters with the line feeds
        self.assertEqual(figures[0], ["33.3 %", "of the text changed", "9 of 27 characters"])
        self.assertEqual(figures[1], ["9", "changes", "in 2 of 3 files"])
        self.assertEqual(figures[2][:2], ["1", "ambiguous"])
        self.assertEqual(figures[3][:2], ["0", "left standing"])
        self.assertEqual(len(figures), 4)
        self.assertIn("Configuration hans", self.text("#run").replace("\n", " "))
        self.assertIn("Folder a/", self.text("#run").replace("\n", " "))

    def test_causes(self):
        data = self.open(*self.articles())
        shown = {
            row.find_element(By.CSS_SELECTOR, "button").text: [
                cell.text for cell in row.find_elements(By.CSS_SELECTOR, "td.number")
            ]
            for row in self.all(".causes tr:has(button)")
        }
        wanted = {
            cause["name"]: [str(cause[key]) for key in ("edits", "characters", "files")]
            for cause in data["causes"]
        }
        self.assertEqual(shown, wanted)
        self.assertEqual(shown["comma"], ["1", "1", "1"])
        self.assertIn("script 25.9 %", self.text("#share-key"))

    def test_replacements(self):
        self.open(*self.articles())
        first = self.one(".replacements tbody tr").text.split()
        self.assertEqual(first, ["國", "→", "国", "TSCharacters", "4", "2"])

    def test_attention(self):
        self.open(*self.articles())
        self.assertEqual(self.text("#ambiguous-list th[scope=row]").split("\n"), ["乾", "→", "干"])
        self.assertEqual(self.text("#ambiguous-list .candidates"), "干 乾")
        self.assertEqual(self.text("#ambiguous-list .context"), "喝乾這杯。")
        self.assertEqual(self.text("#ambiguous-list .context mark"), "乾")
        self.assertEqual(self.text("#ambiguous-list .place"), "first.txt:2:2")

    def test_files(self):
        self.open(*self.articles())
        self.assertEqual(self.column(".files", 1), ["first.txt", "second.txt", "third.txt"])
        self.assertEqual(self.column(".files", 4), ["35.3 %", "75.0 %", "0.0 %"])

    def test_a_file_that_failed(self):
        self.open("missing.txt", *self.articles(), code=3)
        self.assertIn("failed", self.all(".figure")[-1].text)
        self.assertEqual(self.text(".files .error"), "No such file or directory")
        self.assertEqual(self.all(".files .before-failure"), [])

    def test_a_file_that_failed_in_the_middle(self):
        """What came before the failure stands beside it, so that the column adds up."""
        self.write("bad.txt", "國書\n\n".encode() + b"\xff\n")
        self.write("good.txt", "國\n")
        self.open("-c", "t2s", "bad.txt", "good.txt", code=4)
        self.assertEqual(self.text(".files .error"), "line 3: not valid UTF-8 at byte offset 8")
        self.assertIn("before", self.text(".files .before-failure"))
        changes = [int(cell) for cell in self.column(".files", 5)]
        self.assertEqual(changes, [2, 1])
        self.assertEqual(self.text(".figure:nth-child(2) .value"), "3")

    def test_nothing_changed(self):
        self.write("one.txt", "没有变化。\n")
        self.open("one.txt")
        self.assertEqual(self.text("#changes-lead"), "Nothing was changed.")
        self.assertEqual(self.text("#samples-lead"), "No line changed.")

    def test_nothing_at_all(self):
        self.write("one.txt", "")
        self.open("one.txt")
        self.assertEqual(self.text(".figure.main .value"), "0.0 %")
        self.assertFalse(self.one("#share").is_displayed())
        self.assertFalse(self.one("#share-key").is_displayed())
        for lead in ("#changes-lead", "#ambiguous-lead", "#left-lead"):
            self.assertEqual(self.text(lead), "There is no text.")

    def test_why_nothing_is_ambiguous(self):
        for text, config, reason in (
            ("hello,\n", "hans", "The text has no Han characters."),
            ("喝乾這杯\n", "none", "The script is not converted."),
            ("國家\n", "hans", "No ambiguous character occurs"),
        ):
            with self.subTest(text=text, config=config):
                self.write("one.txt", text)
                self.open("-c", config, "one.txt")
                self.assertEqual(self.text("#ambiguous-lead").split(":")[0], reason)

    def test_shares_have_the_same_decimals(self):
        # 國 is 2 of 5 characters, 喝 and the full stop are none.
        for text, shown in (
            ("國國喝。\n", ["40.0 %", "40.0 %", "60.0 %"]),
            ("中" * 2999 + "國", ["0.03 %", "0.03 %", "99.97 %"]),
            ("國" * 3, ["100.0 %", "100.0 %", "0.0 %"]),
            ("中" * 30000 + "國", ["< 0.01 %", "< 0.01 %", "> 99.99 %"]),
        ):
            with self.subTest(shown=shown):
                self.write("one.txt", text)
                self.open("-c", "t2s", "--steps", "none", "one.txt")
                shares = [self.text(".figure.main .value")] + [each.text for each in self.all("#share-key b")]
                self.assertEqual(shares, shown)

    def test_names(self):
        """What all names begin with is shown once, where there is such a folder."""
        self.write("a/one.txt", "國\n")
        self.write("a/b/two.txt", "國\n")
        absolute = os.path.join(self.folder, "a", "one.txt")
        for names, shown in (
            (("a/one.txt", "a/b/two.txt"), ["b/two.txt", "one.txt"]),
            (("a/b/two.txt", absolute), [absolute, "a/b/two.txt"]),
            (("a/one.txt",), ["a/one.txt"]),
        ):
            self.open("-c", "hans", *names)
            self.assertEqual(sorted(self.column(".files", 1)), shown)


class Handling(Page):
    """Filters, sorting, and what a change says of itself."""

    def test_filter_of_replacements(self):
        self.open(*self.articles())
        self.filter("#replacements", "comma")
        self.assertEqual(self.column(".replacements", 2), ["comma"])
        self.assertIn("1 replacement (", self.text("#replacements .status"))
        self.filter("#replacements", "nothing like this")
        self.assertEqual(self.text("#replacements .status"), "No replacement fits.")

    def test_filter_of_lines(self):
        self.write("one.txt", "他說:「圖書館在國家」\n")
        self.write("two.txt", "很好,中文\n")
        self.open("-c", "hans", "one.txt", "two.txt")
        for typed, files in (
            *(("圖書館", ["one.txt"]), ("图书馆", ["one.txt"]), ("他說:", ["one.txt"]), ("他说：“图", ["one.txt"])),
            *(("two", ["two.txt"]), ("comma", ["two.txt"]), ("TSCharacters", ["one.txt"])),
            *(("說说", []), ("圖图", [])),
        ):
            with self.subTest(typed=typed):
                self.filter("#samples", typed)
                self.assertEqual([row.text for row in self.all(".samples tr.file")], files)

    def test_focus_stays_in_the_pager(self):
        self.write("one.txt", "".join(f"國{i}\n" for i in range(50)))
        self.open("-c", "t2s", "one.txt")
        back, then = self.all("#samples .pager button")
        for button, focused, first in (
            *((then, then, "21"), (then, back, "41")),
            *((back, back, "21"), (back, then, "1")),
        ):
            button.send_keys(Keys.ENTER)
            self.assertEqual(self.column(".samples", 1)[1], first)
            self.assertEqual(self.driver.switch_to.active_element, focused)
        self.assertFalse(self.one("#replacements .pager").is_displayed())

    def test_choice_of_a_cause(self):
        self.open(*self.articles())
        button = [each for each in self.all(".causes button") if each.text == "exclamation"][0]
        button.click()
        self.assertEqual(self.column(".replacements", 2), ["exclamation"])
        self.assertEqual(self.column(".samples", 1), ["first.txt", "1"])
        Select(self.one("#samples select.cause-choice")).select_by_index(0)
        self.assertEqual(self.column(".samples", 1), ["first.txt", "1", "2", "second.txt", "1"])

    def test_sort(self):
        for number in range(30):
            self.write(f"f{number:02}.txt", "中" * (number * 7 % 30) + "國" * (number * 11 % 30))
        self.open("-c", "t2s", *[f"f{number:02}.txt" for number in range(30)])
        for index, heading in enumerate(self.all(".files thead th"), start=1):
            heading.find_element(By.CSS_SELECTOR, "button").click()
            for order in ("descending", "ascending")[:: 1 if index > 1 else -1]:
                with self.subTest(column=heading.text, order=order):
                    self.assertEqual(heading.get_attribute("aria-sort"), order)
                    self.assertEqual(len(self.all(".files th[aria-sort]")), 1)
                    values = self.column(".files", index)
                    if index > 1:
                        values = [float(re.sub("[,% <]", "", value)) for value in values]
                    self.assertEqual(values, sorted(values, reverse=order == "descending"))
                heading.find_element(By.CSS_SELECTOR, "button").click()

    def test_hint_of_a_pointer(self):
        self.open(*self.articles())
        mark = self.one(".samples td.after mark")
        self.assertFalse(self.one("#hint").is_displayed())
        ActionChains(self.driver).move_to_element(mark).perform()
        self.assertTrue(self.one("#hint").is_displayed())
        self.assertEqual(self.text("#hint").split("\n"), ["國", "→", "国", "TSCharacters"])
        self.assertEqual(mark.get_attribute("aria-describedby"), "hint")
        lit = [element.text for element in self.all("mark.lit")]
        self.assertEqual(lit, ["國", "国"])
        ActionChains(self.driver).move_to_element(self.one("h1")).perform()
        self.assertFalse(self.one("#hint").is_displayed())

    def test_hint_of_the_keyboard(self):
        self.open(*self.articles())
        self.one("#samples select.cause-choice").send_keys(Keys.TAB)  # the scrolling group
        self.driver.switch_to.active_element.send_keys(Keys.TAB)  # the first change
        self.assertEqual(self.text("#hint").split("\n")[:3], ["國", "→", "国"])
        self.driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
        self.assertEqual(self.text("#hint").split("\n")[:3], ["書", "→", "书"])
        self.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
        self.assertFalse(self.one("#hint").is_displayed())
        self.driver.switch_to.active_element.send_keys(Keys.TAB)  # the next line
        self.assertIn("Ambiguous", self.text("#hint"))

    def test_hint_of_what_is_ambiguous(self):
        self.write("one.txt", "喝乾這杯\n")
        self.open("-c", "t2s", "one.txt")
        ActionChains(self.driver).move_to_element(self.one(".samples mark.ambiguous")).perform()
        self.assertIn("Candidates 干 乾", self.text("#hint"))
        self.assertEqual(self.text("#hint .candidates b"), "干")

    def test_hint_of_what_stayed(self):
        data = self.open_text("国面,\n", "-c", "s2t")
        ActionChains(self.driver).move_to_element(self.one(".samples mark.kept")).perform()
        (row,) = data["ambiguous"]["rows"]
        self.assertEqual(row["candidates"][0], "面")
        self.assertIn("Candidates " + " ".join(row["candidates"]), self.text("#hint"))

    def open_text(self, text, *arguments):
        """Opens the page about a file with a text; returns its data."""
        self.write("one.txt", text)
        return self.open(*arguments, "one.txt")

    def test_what_looks_the_same(self):
        for text, codes in (
            ("\u2f00天\n", "U+2F00 → U+4E00"),
            ("cafe\u0301\n", "U+0065 U+0301 → U+00E9"),
            ("\uf9a1明\n", "U+F9A1 → U+8AAA"),
        ):
            with self.subTest(codes=codes):
                self.open_text(text, "-c", "none")
                self.assertEqual(self.text(".replacements .codes"), codes)
                self.one(".samples mark").click()
                self.assertEqual(self.text("#hint .codes"), codes)
                self.filter("#replacements", codes.split()[0])
                self.assertEqual(len(self.all(".replacements tbody tr")), 1)
        self.open_text("國,\n")
        self.assertEqual(self.all(".codes"), [])

    def test_hint_of_an_entry(self):
        self.write("my.dict", "# name: my\n有線電視台\t有線電視频道\n")
        self.write("one.txt", "有線電視台。\n")
        self.open("-c", "none", "-d", "./my.dict", "one.txt")
        self.one(".samples mark").click()
        self.assertEqual("".join(self.text("#hint").split()), "台→频道myEntry有線電視台→有線電視频道")

    def test_what_cannot_be_seen(self):
        self.write("one.txt", "中\u200b国 \n\n\n\n好\u3000\n")
        self.open("one.txt")
        signs = [sign.get_attribute("aria-label") for sign in self.all(".samples .sign")]
        self.assertIn("(U+200B)", signs)
        self.assertIn("ideographic space (U+3000)", signs)
        self.assertIn("nothing", self.text(".replacements"))

    def test_a_carriage_return(self):
        self.open_text("中\r\n\r\n\r\n\r\n\r\n好\r\n")
        shown = {sign.text for sign in self.all(".samples .sign") if "return" in sign.get_attribute("aria-label")}
        self.assertEqual(shown, {"CR"})


class Looks(Page):
    """Colours, widths, and what the page may do."""

    def test_nothing_is_fetched(self):
        self.driver.get("about:blank")
        browser.requests(self.driver)
        self.open(*self.articles())
        address = "file://" + os.path.join(self.folder, "report.html")
        self.assertEqual(browser.requests(self.driver), [address])
        with open(os.path.join(self.folder, "report.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIsNone(re.search(r"(?:src|href)=[\"'](?!#)|https?://|url\(|@import", page))

    def test_nothing_else_is_run(self):
        self.write("<img src=x onerror=window.broken=1>.txt", HOSTILE)
        self.open("-c", "t2s", "<img src=x onerror=window.broken=1>.txt")
        self.assertIsNone(self.driver.execute_script("return window.broken || null"))
        self.assertEqual(self.text(".samples td.before .line"), HOSTILE.strip())
        self.assertEqual(self.all("main img"), [])
        script = "const s = document.createElement('script'); s.textContent = 'window.broken=1'; document.body.append(s);"
        self.driver.execute_script(script)
        self.assertIsNone(self.driver.execute_script("return window.broken || null"))
        refused = [entry["message"] for entry in self.driver.get_log("browser")]
        self.assertEqual(len(refused), 1)
        self.assertIn("Content Security Policy", refused[0])

    def test_light_and_dark(self):
        backgrounds = []
        for scheme in ("light", "dark"):
            self.open(*self.articles(), scheme=scheme)
            backgrounds.append(self.one("body").value_of_css_property("background-color"))
            for selector in (
                *("h1", ".lead", "nav a", ".figure .note", ".figure.main .value", "thead button"),
                *(".causes button", ".about", ".status", "mark.before", "mark.after", ".place", ".notes li"),
            ):
                with self.subTest(scheme=scheme, selector=selector):
                    contrast = self.driver.execute_script(CONTRAST, self.one(selector))
                    self.assertGreaterEqual(contrast, 4.5)
        self.assertNotEqual(*backgrounds)

    def test_narrow(self):
        name = "a-name-of-a-file-that-goes-on-and-on/" * 3 + "one.txt"
        self.write(name, "國" + "https://example.org/" + "x" * 300 + "\n喝乾這杯,\n")
        for width in (360, 768):
            with self.subTest(width=width):
                self.open(name, "-c", "auto", width=width)
                wide = self.driver.execute_script("return document.documentElement.scrollWidth")
                self.assertLessEqual(wide, width)
                self.assertTrue(self.one(".samples mark").is_displayed())

    def test_navigation_on_a_phone(self):
        self.open(*self.articles(), width=360)
        for link in self.all("nav a"):
            with self.subTest(link=link.text):
                self.assertGreaterEqual(link.rect["x"], 0)
                self.assertLessEqual(link.rect["x"] + link.rect["width"], 360)

    def test_without_script(self):
        self.open(*self.articles())
        before = "return document.querySelector('noscript').compareDocumentPosition(document.querySelector('section'))"
        self.assertEqual(self.driver.execute_script(before), 4)  # the section follows

    def test_sort_on_a_phone(self):
        self.open(*self.articles(), width=360)
        Select(self.one("#files select.order")).select_by_visible_text("Sort by: Changed")
        self.assertEqual(self.column(".files", 1)[0], "first.txt")
        self.assertFalse(self.one(".files thead button").is_displayed())


class Many(Page):
    """A corpus of ten thousand files."""

    COUNT = 10000

    def test_many(self):
        for number in range(self.COUNT):
            self.write(f"corpus/{number:05}.txt", "這是國家的書,很好。\n" * (1 + number % 3) + f"第{number}篇\n")
        names = [f"corpus/{number:05}.txt" for number in range(self.COUNT)]
        data = self.open(*names)
        size = os.path.getsize(os.path.join(self.folder, "report.html"))
        self.assertLess(size, 2_000_000)
        self.assertLess(self.driver.execute_script("return document.querySelectorAll('*').length"), 10000)
        lines = sum(1 + number % 3 for number in range(self.COUNT))
        self.assertEqual(data["totals"]["edits"], 4 * lines)  # 這 國 書 ,
        self.assertEqual(data["samples"]["of"], lines)
        self.assertEqual(self.text("#files .status"), "1–50 of 10,000 files")
        self.assertIn("lines, drawn evenly", self.text("#samples-lead"))
        self.filter("#files", "0999")
        self.assertEqual(self.text("#files .status"), "11 files (10,000 without the filter)")
        self.filter("#files", "")
        self.all("#files .pager button")[1].click()
        self.assertEqual(self.column(".files", 1)[0], "00050.txt")


if __name__ == "__main__":
    unittest.main()
