"""A whole review by two people on a bad line, in an order that a seed decides."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserTrouble
from sqlalchemy import select

from phohoa.extensions import db
from phohoa.models import LoginSession
from phohoa.services import clock

from .. import factories
from .person import SCALE, Person
from .proxy import Proxy
from .world import Place

#: What is decided of whom in the end; each is what their step allows.
DECISIONS: dict[str, dict[str, str]] = {
    "hoa": {"decision": "propose_class", "rating": "good"},
    "binh": {"decision": "keep", "rating": "fair"},
    "dao": {
        "decision": "remove",
        "reason_code": "no_longer_striving",
        "reason": "Nhiều tháng không tham gia sinh hoạt",
    },
    "lan": {"decision": "keep", "rating": "good"},
    "cuong": {"decision": "add"},
    "anh": {},  # nobody decides: kept with the others at the end
}
MEETING = {
    "starts_at": "19:00",
    "ends_at": "20:30",
    "place": "Nhà văn hóa Thử",
    "chair": "Sông Văn Bến",
    "secretary": "Núi Minh Đồi",
    "members_official": "2",
    "present_official": "2",
    "votes_for": "2",
    "votes_against": "0",
}


@dataclass
class Outcome:
    """What a schedule came to: two people with their ledgers, and what was done to them."""

    seed: int
    people: list[Person]
    troubles: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return sum(len(one.proxy.log) for one in self.people)

    @property
    def faults(self) -> int:
        return sum(one.proxy.faults for one in self.people) + len(self.troubles)

    def told(self) -> str:
        """The story and both logs, to be read after a failure."""
        parts = [f"seed {self.seed}", *self.troubles]
        for one in self.people:
            parts += ["", f"--- {one.name}", *one.story, "", one.proxy.told()]
        return "\n".join(parts)


def end_sessions_of(place: Place, username: str) -> None:
    """What an hour without a touch does."""
    with place.app.app_context(), factories.writing():
        for row in db.session.scalars(
            select(LoginSession).where(LoginSession.user_id == place.ids.users[username])
        ):
            db.session.delete(row)


@contextmanager
def two_people(place: Place, browser: Browser, seed: int) -> Iterator[Outcome]:
    """Chair and secretary, each behind an own line; in every fourth schedule they share an account."""
    today = clock.today()
    address = f"/branches/{place.ids.branch}/reviews/{today.year}/{today.month}"
    second = "chair" if seed % 4 == 3 else "clerk"
    people = []
    for number, (name, username) in enumerate((("chair", "chair"), ("clerk", second))):
        proxy = Proxy(place.port, seed * 2 + number, SCALE)
        people.append(
            Person(
                name,
                username,
                browser,
                proxy,
                place.cookies[username],
                address,
                random.Random(seed * 2 + number),
                reads_offline=seed % 2 == 0,
            )
        )
    outcome = Outcome(seed, people)
    try:
        for one in people:
            one.start()
        yield outcome
    finally:
        for one in people:
            one.close()
            one.proxy.stop()


class Schedule:
    """The steps of one seed."""

    def __init__(self, place: Place, outcome: Outcome) -> None:
        self.place, self.outcome, self.people = place, outcome, outcome.people
        self.random = random.Random(outcome.seed * 1000 + 7)
        self.runs: dict[str, int] = place.ids.runs

    def trouble(self, what: str) -> None:
        self.outcome.troubles.append(f"trouble after {self.outcome.requests} requests: {what}")

    # ---- What can happen

    def line_goes(self, one: Person) -> None:
        """Ten minutes without a line, as long as they seem."""
        self.trouble(f"the line of the {one.name} is gone")
        one.proxy.line.gone = True

    def line_comes(self, one: Person) -> None:
        if one.proxy.line.gone:
            self.trouble(f"the line of the {one.name} is back")
            one.proxy.line.gone = False

    def restart(self, _one: Person) -> None:
        self.trouble("the server starts anew")
        self.place.restart()

    def end_session(self, one: Person) -> None:
        self.trouble(f"the session of the {one.name} ends")
        end_sessions_of(self.place, one.username)

    def crash(self, one: Person) -> None:
        self.trouble(f"the {one.name}'s tab is closed by accident")
        self.line_comes(one)
        one.crash()

    # ---- What people do

    def write(self, one: Person, key: str) -> None:
        """Something of this person of the review: the decision with what it needs, or a remark, or both."""
        fields = dict(DECISIONS[key]) if self.random.random() < 0.75 else {}
        if fields.get("decision") == "add":
            fields["helper_id"] = str(self.place.ids.other)
        if not fields or self.random.random() < 0.6:
            fields["remark"] = f"Ý kiến {len(one.story)} của {one.name}: tích cực, có uy tín"
        one.decide(self.runs[key], fields)

    def steps(self) -> list[tuple[Person, Callable[[Person], None]]]:
        """Everything that happens before the review is concluded, in the order of the seed."""
        chair, clerk = self.people
        mine: list[tuple[Person, Callable[[Person], None]]] = []
        for key in DECISIONS:
            if key == "anh":
                continue
            who = self.random.choice(self.people)
            mine.append((who, lambda one, key=key: self.write(one, key)))
            if self.random.random() < 0.35:  # the other one has something to say too
                other = clerk if who is chair else chair
                mine.append((other, lambda one, key=key: self.write(one, key)))
        meeting = {**MEETING, "meeting_on": clock.today().strftime("%d/%m/%Y")}
        mine.append((self.random.choice(self.people), lambda one: one.fill_head(meeting)))
        for happens, how_often in (
            (self.line_goes, 0.5),
            (self.restart, 0.4),
            (self.end_session, 0.3),
            (self.crash, 0.4),
        ):
            if self.random.random() < how_often:
                mine.append((self.random.choice(self.people), happens))
        self.random.shuffle(mine)
        return mine

    def run(self) -> None:
        """The review from the first opening to the closed page. Raises GaveUp when it does not come right."""
        for one in self.people:
            one.open()
        left = 0
        for one, step in self.steps():
            step(one)
            if one.proxy.line.gone:
                left += 1
                if left > 2:
                    self.line_comes(one)
            if self.random.random() < 0.5:
                one.page.wait_for_timeout(self.random.choice((5, 40, 150)))
        for one in self.people:
            self.line_comes(one)
        for _ in range(2):
            for one in self.people:
                one.settle()
                one.resolve()
        self.decide_what_is_open()
        chosen = self.random.choice(self.people)
        self.conclude(chosen)
        for one in self.people:
            one.proxy.line.heal()
            if one is not chosen:
                one.open()
            assert not one.lines(), f"the {one.name} sees an open review"

    def decide_what_is_open(self) -> None:
        """Whoever concludes first reads the page as it is and sees that each decision stands."""
        one = self.people[0]
        head = one.address + "/head"
        for _ in range(8):
            one.tell("reads the page as it is")
            one.open()
            if self.what_waits(one):  # what the browser brought back stands on the page, not in the review
                one.settle()
                one.resolve(insisting=True)
                continue
            left = [
                (key, wanted)
                for key, wanted in DECISIONS.items()
                if wanted
                and one.line(one.path_of(self.runs[key])).typed.get("decision") != wanted["decision"]
            ]
            met = bool(one.line(head).typed.get("meeting_on"))
            if met and not left:
                return
            for key, wanted in left:
                fields = dict(wanted)
                if fields["decision"] == "add":
                    fields["helper_id"] = str(self.place.ids.other)
                one.decide(self.runs[key], fields)
            if not met:
                one.fill_head({**MEETING, "meeting_on": clock.today().strftime("%d/%m/%Y")})
            one.settle()
            one.resolve(insisting=True)
        raise AssertionError(f"decisions do not stand: {left}")

    def what_waits(self, one: Person) -> bool:
        """Whether the browser brought back something typed that is not saved; it is somebody's to decide."""
        one.page.wait_for_timeout(250)
        brought = [line for line in one.lines() if line.state not in ("", "saved")]
        one.typed.update({line.path: line.typed for line in brought})
        return bool(brought)

    def conclude(self, one: Person) -> None:
        """Keep the others, conclude; pressed once or five times, again until the page says closed."""
        at_end = one.address + "/conclude"
        for _ in range(40):
            try:
                if one.is_whole(one.address) and not one.lines():
                    return
                if not one.is_whole(at_end):
                    one.open(at_end)
                keep = one.page.locator("form[action$='/keep-others'] button")
                button = keep if keep.count() else one.page.locator("main form button.primary")
                if not button.count():  # closed already, and says so
                    one.open()
                    continue
                presses = self.random.choice((1, 1, 5))
                one.tell(f"presses {presses} times: {button.first.inner_text()}")
                button.first.click(click_count=presses, timeout=3000)
                # Further presses while the first is under way do nothing: whoever sees that it works waits.
                one.page.wait_for_function("() => !document.querySelector('.htmx-request')", timeout=20_000)
                one.page.wait_for_load_state("load", timeout=5000)
            except BrowserTrouble:
                one.page.wait_for_timeout(20)
            if not one.page.url.startswith(one.url):
                one.open()
        raise AssertionError(f"the {one.name} cannot conclude: {one.page.url}")
