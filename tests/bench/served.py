"""The product behind waitress as in real use; each answer says how long it took and how long it waited."""

import threading
import time
from typing import Any

from phohoa import create_app
from phohoa.config import load_settings
from phohoa.extensions import installation
from phohoa.services import issuing
from phohoa.serving import end_cleanly_when_told, server_for


class TimedLock:
    """The lock that puts writers in a row; knows how long the thread of a request waited for it."""

    def __init__(self, lock: Any) -> None:
        self._lock = lock
        self.of_thread = threading.local()

    def __enter__(self) -> None:
        started = time.perf_counter()
        self._lock.acquire()
        waited = time.perf_counter() - started
        self.of_thread.waited = getattr(self.of_thread, "waited", 0.0) + waited

    def __exit__(self, *_error: object) -> None:
        self._lock.release()


def timed(application: Any, lock: TimedLock) -> Any:
    """The WSGI application with a Server-Timing of milliseconds: `app`, and of it `lock`."""

    def answer(environ: Any, start_response: Any) -> Any:
        lock.of_thread.waited = 0.0
        started = time.perf_counter()

        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            took, waited = time.perf_counter() - started, lock.of_thread.waited
            told = f"app;dur={took * 1000:.2f}, lock;dur={waited * 1000:.2f}"
            return start_response(status, [*headers, ("Server-Timing", told)], *rest)

        return application(environ, begin)

    return answer


def main() -> None:
    settings = load_settings()
    app = create_app(settings)
    end_cleanly_when_told()
    with app.app_context():
        lock = installation().write_lock = TimedLock(installation().write_lock)
        issuing.prepare()
    app.wsgi_app = timed(app.wsgi_app, lock)  # type: ignore[method-assign]
    server_for(app, settings, 8).run()


if __name__ == "__main__":
    main()
