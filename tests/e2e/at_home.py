"""A browser that keeps its profile, as the one on a desk does: closed, killed, opened again."""

import os
import signal
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from .conftest import ARGS, CHROMIUM, Visitor

#: Everything that the pages of an origin keep in a browser, as text: databases, storage, the store of copies.
_DUMP = """async () => {
  const out = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  const bytes = data => new TextDecoder('latin1').decode(data);
  for (const {name} of await indexedDB.databases()) {
    const base = await new Promise((done, fail) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = fail;
    });
    for (const store of base.objectStoreNames) {
      const all = await new Promise(done => {
        const work = base.transaction(store).objectStore(store);
        const keys = work.getAllKeys();
        const found = work.getAll();
        found.onsuccess = () => done([keys.result, found.result]);
      });
      const [keys, values] = all;
      keys.forEach((key, at) => out.push([name, store, key, bytes(values[at].data)].join(' ')));
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const request of await kept.keys()) {
      if (request.url.includes('/static/')) continue;
      const data = await (await kept.match(request)).arrayBuffer();
      out.push([name, new URL(request.url).pathname, bytes(data)].join(' '));
    }
  }
  return out;
}"""


def kept_in(page: Page) -> list[str]:
    """What the browser keeps of us, one text an entry; the files of /static left out."""
    found: list[str] = page.evaluate(_DUMP)
    return [entry for entry in found if entry != "{}"]


def waiting_in(page: Page) -> list[str]:
    """The entries of the queue, whoever's they are."""
    return [entry for entry in kept_in(page) if " kept " in entry]


class Desk:
    """One profile of one browser on one machine."""

    def __init__(self, browser: Browser, profile: Path, url: str) -> None:
        self._browser, self._profile, self._url = browser, profile, url
        self.now: Visitor | None = None

    def open(self, **options: Any) -> Visitor:
        """Start the browser."""
        context = self._browser.browser_type.launch_persistent_context(
            str(self._profile), executable_path=str(CHROMIUM), args=ARGS, locale="vi-VN", **options
        )
        context.clear_cookies()  # after a crash Chromium may bring the session back
        page = context.pages[0]
        page.set_default_timeout(15_000)
        self.now = Visitor(page, context, self._url)
        page.on("pageerror", lambda e: self.now and self.now.faults.append(str(e)))
        return self.now

    def close(self) -> None:
        """Close the window with its cross."""
        if self.now is not None:
            self.now.context.close()
            assert not self.now.faults, self.now.faults
            self.now = None

    def kill(self) -> None:
        """The plug is pulled: no page hears of it."""
        mine = f"--user-data-dir={self._profile}"
        for folder in Path("/proc").iterdir():
            try:
                words = (folder / "cmdline").read_text("utf-8", "replace").split("\0")
            except OSError:
                continue
            if mine in words and not any(word.startswith("--type=") for word in words):
                os.kill(int(folder.name), signal.SIGKILL)
        self.now = None
