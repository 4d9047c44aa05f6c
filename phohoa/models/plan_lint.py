"""What was done about the findings of the layout linter on a plan."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.paper_lint_shape import LintMark
from ..extensions import Base
from .types import Audited, UtcDateTime, code


class PlanLintMark(Audited, Base):
    """A remedy that was applied, with the old words; or a finding put aside with a reason."""

    __tablename__ = "plan_lint_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[LintMark] = mapped_column(code(LintMark, "kind"))
    #: The finding's own number, its code, and the stretch by the key that the service gives it.
    finding: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(40))
    stretch: Mapped[str] = mapped_column(String(40))
    #: Where the new words begin in the stretch as it stands now.
    start: Mapped[int] = mapped_column(default=0)
    original: Mapped[str] = mapped_column(Text, default="")
    replacement: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def press(self) -> tuple[object, ...]:
        """The same for what one press mended at several places."""
        return self.kind, self.at, self.actor_id, self.code, self.original, self.replacement
