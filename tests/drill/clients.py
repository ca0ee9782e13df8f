"""Programs of others, fetched when a test runs and never kept here, and what they are run in."""

import functools
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PATIENCE_MS = 180_000
"""A busy machine takes its time, and a test is not a measurement."""


def npm(package: str, folder: Path) -> Path:
    """Return the folder of a package of npm; skip where it cannot be fetched."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    name = package.rpartition("@")[0] if package.rfind("@") > 0 else package
    if done.returncode:
        pytest.skip(f"{package} cannot be fetched here")
    return folder / "node_modules" / name


def wheel(package: str, folder: Path) -> Path:
    """Return the wheel of a package of PyPI, which is not installed; skip where it cannot be fetched."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        pytest.skip(f"{package} cannot be fetched here")
    return wheels[0]


def environment(package: str, folder: Path) -> Path:
    """Return the folder of commands of an environment with a package of PyPI; skip where there is none."""
    made = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, check=False)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", package]
    if made.returncode or subprocess.run(pip, capture_output=True, check=False).returncode:
        pytest.skip(f"{package} cannot be installed here")
    return folder / "bin"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the site; give its address."""
    with _running(make_server("127.0.0.1", 0, app, threaded=True)) as address:
        yield address


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Keep the report free of requests."""


@contextmanager
def folder_served(folder: Path) -> Iterator[str]:
    """Serve a folder, as the site of a group that shows our list; give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with _running(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        yield address


@contextmanager
def _running(server: HTTPServer) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def page_of(said: list[str]) -> Iterator[Page]:
    """Give a page of Chromium that reaches this machine only; `said` collects its warnings and errors."""
    with sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except BrowserError:
            pytest.skip("Chromium is not installed")
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda message: said.append(message.text) if message.type != "log" else None)
        page.route(
            "**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort()
        )
        page.on("pageerror", lambda problem: said.append(str(problem)))
        yield page
        browser.close()
