"""A short name for the device that a session is used on, from what its browser calls itself."""

from __future__ import annotations

import re
from typing import Final

BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What a browser calls itself. Most claim to be others too, so those that others claim to be come last."""
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
PROGRAM = re.compile(r"[\w.+-]{1,40}")
UNKNOWN: Final = "Unknown device"


def device_of(agent: str) -> str:
    """“Firefox on Windows”, “Safari on iPhone”, “curl”; only for people to tell their sessions apart."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return f"{browser} on {system}"
    program = PROGRAM.match(agent)
    return browser or system or (program[0] if program else UNKNOWN)
