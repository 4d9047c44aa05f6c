"""Scans of a dossier's papers: attached, taken out, removed, and what is refused."""

import re
from io import BytesIO
from types import SimpleNamespace

from PIL import Image

from phohoa.extensions import db
from phohoa.models import AccessLine

from .test_dossiers import one

__all__ = ["one"]


def png() -> bytes:
    data = BytesIO()
    Image.new("L", (40, 30), 200).save(data, "PNG")
    return data.getvalue()


def test_a_scan_is_attached_taken_out_and_removed(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    url = f"/runs/{one.run}/papers/application-1"
    page = client.page(url, queries=15)
    assert "Không đưa tài liệu đóng dấu độ mật" in page.text
    action = f"{url}/scans"
    fields = client.form(url, action)
    answer = client.post(action, fields | {"file": (BytesIO(png()), "võ thị hồ sơ.png")})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert "Tải bản chụp 1" in client.page(url, queries=15).text
    got = client.get("/scans/1")
    assert (got.status_code, got.mimetype) == (200, "image/png")
    assert got.headers["Content-Disposition"] == 'attachment; filename="ban-chup-1.png"'
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got.get_data() == png()
    assert db.session.query(AccessLine).filter_by(what="scan").count() == 1
    assert signed_in("b2").get("/scans/1").status_code == 404
    assert signed_in("committee").get("/scans/1").status_code == 403
    client.page("/scans/1/remove", queries=16)
    fields = client.form("/scans/1/remove", "/scans/1/remove")
    assert client.post("/scans/1/remove", fields).status_code == 422
    assert client.post("/scans/1/remove", fields | {"reason": "Chụp nhầm"}).status_code == 303
    assert client.get("/scans/1").status_code == 404
    page = client.page(url, queries=15)
    assert "Tải bản chụp 1" not in page.text
    told = r"Đã gỡ \(1\).*Tải lên .*, (\w.+); gỡ .*, \1: Chụp nhầm"
    assert re.search(told, page.text, re.S), "who, when and why"
    for _ in range(5):
        fields = client.form(url, action) | {"file": (BytesIO(png()), "a.png")}
        assert client.post(action, fields).status_code == 303, "a removed one takes no room"
    page = client.page(url, queries=15)
    assert "Tải bản chụp 5" in page.text
    assert "Đã gỡ (1)" in page.text
    assert "gỡ bản chụp" in client.page(f"/runs/{one.run}").text


def test_a_file_that_lies_is_refused_with_both_sides(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    url = f"/runs/{one.run}/papers/application-1"
    fields = client.form(url, f"{url}/scans")
    answer = client.post(f"{url}/scans", fields | {"file": (BytesIO(png()), "don.pdf")})
    assert answer.status_code == 422
    assert "Tên tệp ghi là PDF nhưng nội dung là ảnh PNG" in answer.get_data(as_text=True)
    empty = client.post(f"{url}/scans", fields)
    assert empty.status_code == 422
    assert "Đồng chí chọn tệp bản chụp" in empty.get_data(as_text=True)


def test_verifications_take_no_scan(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    url = f"/runs/{one.run}/papers/verification-1"
    page = client.page(url, queries=15)
    assert "nội dung thẩm tra chỉ nằm trong hồ sơ giấy" in page.text
    assert not [a for a in page.all("input") if a.get("type") == "file"]
    answer = client.post(f"{url}/scans", {"file": (BytesIO(png()), "a.png")})
    assert answer.status_code == 422
