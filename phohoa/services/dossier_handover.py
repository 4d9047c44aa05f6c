"""A dossier follows the person to another branch of the ward (HD 06, 3.9 a), and comes back with an undo."""

from sqlalchemy import select

from ..models import Attachment, DossierFile, DossierPaper, TrackingRun, Verification
from .command import Command


def hand_over(cx: Command, old: TrackingRun, new: TrackingRun) -> None:
    """Give everything of the dossier of one run to another; the timeline of the old one stays as it is.

    To be called where the whole ward is in sight: one of both runs belongs to a branch of others.
    """
    papers = cx.session.scalars(select(DossierPaper).where(DossierPaper.run_id == old.id)).all()
    numbers = [paper.id for paper in papers]
    scans = cx.session.scalars(select(Attachment).where(Attachment.paper_id.in_(numbers))).all()
    files = cx.session.scalars(select(DossierFile).where(DossierFile.run_id == old.id)).all()
    asked = cx.session.scalars(select(Verification).where(Verification.run_id == old.id)).all()
    rows: list[DossierPaper | DossierFile | Verification] = [*papers, *files, *asked]
    for row in rows:
        row.run_id, row.branch_id = new.id, new.branch_id
    for scan in scans:
        scan.branch_id = new.branch_id
    cx.session.flush()
