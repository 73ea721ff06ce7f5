"""Headless Chromium, through chromedriver, as a test needs it.

Needs Debian's packages chromium, chromium-driver and python3-selenium; see
tests/install-deps.sh.
"""

import json

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # as root, there is no other way
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--window-size=1280,900",
)


def start():
    """Starts a browser, which keeps a log of its console and of all requests."""
    options = webdriver.ChromeOptions()
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.binary_location = "/usr/bin/chromium"
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(60)  # seconds: a page that hangs is a failure
    return driver


def look(driver, scheme="light", width=1280):
    """Sets the colour scheme and the width of what is seen."""
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500},
    )


def requests(driver):
    """The addresses that have been asked for since the last call."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
