"""The pages of signing in rounds, as people use them without scripts."""

import io
from collections.abc import Callable

import pytest

from phohoa.services import clock, signing_keys, signing_outside

from ..documents import forging
from ..documents.forging import Pen
from ..documents.stamping_server import stamping
from ..harness import Client
from ..signing_world import (
    PASSPHRASE,
    TwoSigners,
    issuing_authority,
    key_of,
    pair_of,
    sealed,
    signers,
    stamped_here,
    world,
)

__all__ = ["sealed", "signers", "stamped_here", "world"]
SignedIn = Callable[[str], Client]
TODAY = f"{clock.today():%d/%m/%Y}"


def test_from_the_press_of_the_leader_to_the_seal(sealed: TwoSigners, signed_in: SignedIn) -> None:
    plan_id = sealed.world.approved()
    leader, office = signed_in("signatory"), signed_in("office")
    issue = f"/plans/{plan_id}/issue"
    assert "chuyển người giữ con dấu" in leader.page(issue).text
    form = leader.form(issue, issue) | {"dated": TODAY, "passphrase": PASSPHRASE}
    answer = leader.post(issue, form)
    assert answer.status_code == 303
    at = answer.headers["Location"]
    assert "chờ Thử Nghiệm office" in leader.page(f"/plans/{plan_id}").text.replace("\n", " ")
    assert "Chờ đồng chí ký số của cơ quan" in office.page("/").text
    assert "Ký bằng tệp khóa" not in leader.page(at).text
    wrong = office.post(f"{at}/key-file", office.form(at, f"{at}/key-file") | {"passphrase": "không phải"})
    assert wrong.status_code == 422
    assert "Mật khẩu của khóa ký số không đúng" in wrong.get_data(as_text=True)
    answer = office.post(f"{at}/key-file", office.form(at, f"{at}/key-file") | {"passphrase": PASSPHRASE})
    assert answer.status_code == 303
    assert "/documents/" in answer.headers["Location"]
    shown = office.page(answer.headers["Location"]).text
    assert "Chữ ký số của cơ quan" in shown
    assert "Đảng ủy phường Phổ Hòa" in shown


def test_a_stamp_that_fails_after_the_number_leads_on_to_the_round(
    sealed: TwoSigners,
    signed_in: SignedIn,
    stamped_here: Callable[[str], None],
) -> None:
    plan_id = sealed.world.approved()
    leader, issue = signed_in("signatory"), f"/plans/{plan_id}/issue"
    form = leader.form(issue, issue) | {"dated": TODAY, "passphrase": PASSPHRASE}
    with stamping(clock.now(), by=issuing_authority(), answer="once") as url:
        stamped_here(url)
        answer = leader.post(issue, form)
        assert answer.status_code == 303
        at = answer.headers["Location"]
        assert at.startswith("/signing/")
        shown = leader.page(at).text
        assert "Đã cấp số 01-KH/ĐU nhưng chưa ký được. Máy chủ cấp dấu thời gian không trả lời" in shown
        assert "Ký không có dấu thời gian" in shown
        form = leader.form(at, f"{at}/key-file") | {"passphrase": PASSPHRASE, "unstamped": "y"}
        assert leader.post(f"{at}/key-file", form).status_code == 303
    assert sealed.signatures(int(at.rsplit("/", 1)[1]))[0].signed_at is not None


def test_a_passphrase_that_opens_no_key_speaks_of_the_key_only(
    sealed: TwoSigners, signed_in: SignedIn
) -> None:
    office = signed_in("office")
    sent = {"file": (io.BytesIO(key_of("signatory").p12), "k.p12"), "passphrase": "sai"}
    text = office.post("/keys", sent).get_data(as_text=True)
    assert "Mật khẩu này không mở được tệp khóa. Chưa nhận khóa." in text
    begun = sealed.begun()
    at = f"/signing/{begun.round_id}"
    leader = signed_in("signatory")
    wrong = leader.post(f"{at}/key-file", leader.form(at, f"{at}/key-file") | {"passphrase": "sai"})
    text = wrong.get_data(as_text=True)
    assert "Mật khẩu của khóa ký số không đúng. Chưa ký." in text
    assert "Chưa cấp số" not in text, "the number is taken"


def test_signing_outside_with_links_and_files(sealed: TwoSigners, signed_in: SignedIn) -> None:
    begun = sealed.begun()
    leader, at = signed_in("signatory"), f"/signing/{begun.round_id}"
    leader.page(at)
    answer = leader.post(f"{at}/link", {"version": str(sealed.round(begun.round_id).version)})
    link = answer.headers["Location"]
    assert "dùng được một lần" in leader.page(link).text
    taken = leader.post(link, {})
    assert taken.mimetype == "application/pdf"
    again = leader.post(link, {})
    assert again.status_code == 409
    assert f'href="{at}">Về lượt ký' in again.get_data(as_text=True)
    assert "đã dùng rồi" in leader.page(link).text
    version = str(sealed.round(begun.round_id).version)

    def sent(data: bytes):  # type: ignore[no-untyped-def]
        return leader.post(f"{at}/upload", {"version": version, "file": (io.BytesIO(data), "x.pdf")})

    refused = sent(taken.data)
    assert refused.status_code == 422
    assert "chưa có chữ ký nào" in refused.get_data(as_text=True)
    assert "Chưa nhận tệp. Đồng chí xem lại" in refused.get_data(as_text=True)
    signed = forging.signed(taken.data, Pen(pair_of("signatory"), at=clock.now()))
    assert sent(signed).status_code == 303
    assert sealed.signatures(begun.round_id)[0].signed_at is not None


def test_the_office_takes_the_number_for_who_signs_otherwise(sealed: TwoSigners, signed_in: SignedIn) -> None:
    plan_id = sealed.world.approved()
    office, at = signed_in("office"), f"/plans/{plan_id}"
    start = f"/signing/start/plan/{plan_id}"
    assert "rồi người ký ký ở bước sau" in " ".join(office.page(at).text.split())
    fields = office.form(at, start)
    assert fields["dated"] == TODAY
    late = office.post(start, fields | {"dated": "31/02/2026"})
    assert late.status_code == 422
    answer = office.post(start, fields)
    assert answer.status_code == 303
    assert "Văn bản số 01-KH/ĐU chờ đồng chí" in office.page(at).text
    assert "Chờ đồng chí ký" in signed_in("signatory").page("/").text
    assert start not in signed_in("committee").page(at).text


def test_declining_needs_a_reason_that_the_office_reads(sealed: TwoSigners, signed_in: SignedIn) -> None:
    begun = sealed.begun()
    leader, at = signed_in("signatory"), f"/signing/{begun.round_id}"
    ask = f"{at}/decline"
    empty = leader.post(ask, leader.form(ask, ask))
    assert empty.status_code == 422
    assert "Ô này cần có nội dung." in empty.get_data(as_text=True)
    assert leader.post(ask, leader.form(ask, ask) | {"reason": "Sai tên đơn vị"}).status_code == 303
    office = signed_in("office")
    plan_id = sealed.round(begun.round_id).plan_id
    assert "Sai tên đơn vị" in office.page(f"/plans/{plan_id}").text
    assert "Bị từ chối ký" in office.page(at).text


def test_the_seal_is_set_with_its_keeper_and_picture(signers: TwoSigners, signed_in: SignedIn) -> None:
    from PIL import Image, ImageDraw

    office = signed_in("office")
    form = office.form("/seal", "/seal") | {"in_use": "y", "keeper_id": "0"}
    assert "Đồng chí chọn một tài khoản Văn phòng" in office.post("/seal", form).get_data(as_text=True)
    form |= {"keeper_id": str(signers.world.ids.office)}
    assert office.post("/seal", form).status_code == 303

    def put(picture: Image.Image, kind: str = "PNG"):  # type: ignore[no-untyped-def]
        out = io.BytesIO()
        picture.save(out, kind)
        out.seek(0)
        version = office.form("/seal", "/seal")["version"]
        return office.post("/seal/image", {"version": version, "file": (out, "con-dau.png")})

    seal = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(seal).ellipse((5, 5, 395, 395), outline=(200, 16, 16, 255), width=14)
    for picture, kind, words in (
        (Image.new("RGB", (400, 400), "white"), "PNG", "không có nền trong suốt"),
        (Image.new("RGB", (400, 400), "white"), "JPEG", "không phải hình PNG"),
        (seal.resize((40, 40)), "PNG", "từ 100 đến 4000"),
    ):
        answer = put(picture, kind)
        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)
    assert put(seal).status_code == 303
    assert office.get("/seal/image.png").data.startswith(b"\x89PNG")
    office.page("/seal")


@pytest.mark.parametrize("who", ["signatory", "office"])
def test_everybody_who_signs_has_a_page_of_keys(sealed: TwoSigners, signed_in: SignedIn, who: str) -> None:
    assert "Đăng ký chứng thư" in signed_in(who).page("/keys").text
    assert signing_outside.LINK_MINUTES == 15


def test_a_key_of_the_office_bears_the_name_of_the_organisation(
    sealed: TwoSigners, signed_in: SignedIn
) -> None:
    office = signed_in("office")
    assert "Tên trong chứng thư khác" not in office.page("/keys").text
    signing_keys.add_key(sealed.world.caller("office"), key_of("Thử Nghiệm office").p12, PASSPHRASE)
    assert "khác với tên cơ quan là ĐẢNG ỦY PHƯỜNG PHỔ HÒA" in office.page("/keys").text
    assert "khác với họ tên của tài khoản" in signed_in("signatory").page("/keys").text
