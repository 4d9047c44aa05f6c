"""The page of one paper, which several routes answer with."""

from typing import Any

from flask.typing import ResponseReturnValue

from ...domain.access import Action, may
from ...services.dossier_lines import PaperLine
from ...services.dossier_pages import DossierPage
from ...services.scans import MOST_SCANS, NEVER_SCANNED, scans_of
from ...texts.dossiers import FILE_KINDS
from ..gate import actor
from ..htmx import page
from .forms import PaperForm, ScanForm
from .shown import shown_line


def paper_page(
    found: DossierPage,
    line: PaperLine,
    status: int = 200,
    form: PaperForm | None = None,
    scan_form: ScanForm | None = None,
    **more: Any,
) -> ResponseReturnValue:
    """The page of one paper: its form when it is typed, its scans for those who may open them."""
    if form is None and found.may_edit and not line.by_step:
        form = PaperForm.of(line, found, formdata=None)
    may_open = may(actor(), Action.ATTACHMENT_VIEW, found.branch_id)
    scans = scans_of(actor(), found.run_id, line.paper_id) if may_open else ()
    if scan_form is None:
        scan_form = ScanForm(formdata=None)
    return page(
        "dossiers/paper.html",
        status,
        found=found,
        one=shown_line(line),
        form=form,
        scans=scans,
        scan_form=scan_form,
        may_open=may_open,
        never_scanned=line.paper in NEVER_SCANNED,
        has_room=sum(scan.removed_at is None for scan in scans) < MOST_SCANS,
        kinds=FILE_KINDS,
        practice=found.is_practice,
        **more,
    )
