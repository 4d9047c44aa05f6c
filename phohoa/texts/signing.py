"""Words of signing: the round with its steps and means, keys on a token or outside, the organisation's seal."""

from __future__ import annotations

from enum import StrEnum

from ..domain.signing import RoundState, SignaturePart, SigningMeans, SubjectKind
from .checking import OUTSIDE
from .documents import PROBLEMS

SIGNING_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    RoundState: {
        RoundState.OPEN: "Đang ký",
        RoundState.PUBLISHED: "Đã phát hành",
        RoundState.DECLINED: "Bị từ chối ký",
        RoundState.WITHDRAWN: "Đã rút",
    },
    SignaturePart: {
        SignaturePart.PERSON: "Chữ ký số của người ký",
        SignaturePart.SEAL: "Chữ ký số của cơ quan",
    },
    SigningMeans: {
        SigningMeans.KEY_FILE: "tệp khóa",
        SigningMeans.TOKEN: "thiết bị ký tại máy chủ",
        SigningMeans.OUTSIDE: "ký bằng chương trình ngoài",
    },
    SubjectKind: {
        SubjectKind.PLAN: "Kế hoạch",
        SubjectKind.CLASS_NOTICE: "Thông báo mở lớp",
        SubjectKind.SESSION_NOTICE: "Thông báo kết luận",
    },
}

MESSAGES: dict[str, tuple[str, str]] = {
    "signing_under_way": (
        "Văn bản đang được ký",
        "Văn bản đã cấp số và đang được ký số nên không làm việc này được. Nếu không ký nữa, người ký bấm “Từ chối ký”, hoặc Văn phòng rút lại khi chưa ai ký.",
    ),
    "seal_in_use": (
        "Còn phải có chữ ký số của cơ quan",
        "Theo cài đặt của phường, văn bản phải có cả chữ ký số của cơ quan nên một chữ ký chưa phát hành được. Chưa cấp số, chưa ký. Đồng chí mở lại trang này, ký rồi văn bản chuyển người giữ con dấu.",
    ),
    "seal_keeper_missing": (
        "Chưa có người giữ con dấu số",
        "Chưa cấp số, chưa ký: văn bản phải có chữ ký số của cơ quan, nhưng chưa chọn người giữ con dấu, tài khoản đó đã khóa, hoặc trùng với người ký. Đồng chí nhờ Văn phòng chọn lại ở trang “Chữ ký số của cơ quan”.",
    ),
    "signatory_gone": (
        "Người ký không còn tài khoản",
        "Tài khoản của đồng chí {name} đã khóa nên không ký được. Chưa cấp số. Văn phòng chọn người ký khác.",
    ),
    "not_your_signature": (
        "Chưa đến lượt đồng chí",
        "Chữ ký này chờ đồng chí {name}. Chưa ghi gì vào văn bản.",
    ),
    "not_your_round": (
        "Không phải việc của đồng chí",
        "Chỉ người còn phải ký văn bản này mới từ chối được. Chưa ghi gì.",
    ),
    "round_ended": (
        "Lượt ký đã kết thúc",
        "Văn bản đã phát hành, đã bị từ chối hoặc đã rút trong lúc đồng chí xem. Đồng chí mở lại trang.",
    ),
    "round_went_on": (
        "Lượt ký đã sang bước khác",
        "Trong lúc đồng chí xem, văn bản đã có thêm chữ ký hoặc đã đổi trạng thái. Lần bấm này chưa ghi gì. Đồng chí mở lại trang.",
    ),
    "round_signed_already": (
        "Đã có người ký",
        "Văn bản đã có chữ ký nên Văn phòng không rút được nữa. Người còn phải ký có thể từ chối, kèm lý do.",
    ),
    "issuer_untrusted": (
        "Nơi cấp chứng thư chưa được tin cậy",
        "Một chữ ký trong văn bản do nơi cấp chưa được tin cậy ở đây. Chưa phát hành. Đồng chí nhờ Văn phòng bổ sung nơi cấp.",
    ),
    "secret_paper": (
        "Văn bản có độ mật",
        "Văn bản có dấu chỉ độ mật. Văn bản mật không ký số, chỉ ký tay trên giấy (Hướng dẫn 03-HD/VPTW năm 2021). Chưa ký.",
    ),
    "time_stamp_failed": (
        "Chưa lấy được dấu thời gian",
        "Máy chủ cấp dấu thời gian không trả lời hoặc trả lời không đúng. Chưa ký. Đồng chí thử lại sau; nếu cần ngay, đánh dấu “Ký không có dấu thời gian” rồi ký.",
    ),
    "wrong_pin": (
        "Mã PIN",
        "Mã PIN không đúng. Chưa ký. Thiết bị sẽ tự khóa sau vài lần nhập sai: nếu không chắc, đồng chí dừng lại và hỏi nơi cấp thiết bị.",
    ),
    "pin_locked": (
        "Thiết bị đã khóa",
        "Thiết bị ký đã khóa vì mã PIN bị nhập sai nhiều lần hoặc đã hết hạn. Chưa ký. Đồng chí liên hệ nơi cấp thiết bị để mở khóa.",
    ),
    "token_missing": (
        "Không thấy thiết bị ký",
        "Máy chủ không thấy thiết bị ký. Chưa ký. Đồng chí kiểm tra thiết bị đã cắm vào máy chủ, rồi thử lại; nếu vẫn vậy, báo quản trị hệ thống.",
    ),
    "token_key_missing": (
        "Không có khóa trong thiết bị",
        "Thiết bị đang cắm không có khóa của chứng thư này. Chưa ký. Đồng chí cắm đúng thiết bị rồi thử lại.",
    ),
    "seal_keeper_needed": (
        "Người giữ con dấu",
        "Đồng chí chọn một tài khoản Văn phòng đang dùng làm người giữ con dấu số.",
    ),
    "seal_too_large": ("Hình con dấu", "Tệp lớn hơn 1 MB. Đồng chí thu nhỏ hình rồi đưa lại."),
    "seal_not_png": ("Hình con dấu", "Tệp này không phải hình PNG đọc được. Đồng chí chọn lại tệp."),
    "seal_size": ("Hình con dấu", "Mỗi cạnh của hình phải từ 100 đến 4000 điểm ảnh."),
    "seal_not_transparent": (
        "Hình con dấu",
        "Hình không có nền trong suốt nên sẽ che mất chữ ký. Đồng chí xóa nền trắng rồi lưu lại dạng PNG.",
    ),
    "certificate_unknown": (
        "Chứng thư chưa đăng ký",
        "Chữ ký trong tệp hợp lệ, nhưng đồng chí chưa đăng ký chứng thư nào. Chứng thư trong tệp: {holder}, do {issuer} cấp, mã SHA-256 {fingerprint}. Nếu đúng là chứng thư của đồng chí, đánh dấu ô xác nhận rồi đưa chính tệp này lên lần nữa. Chưa ghi gì.",
    ),
    "link_used": (
        "Liên kết đã dùng",
        "Liên kết này đã dùng một lần. Đồng chí mở lại lượt ký để lấy liên kết mới.",
    ),
    "link_late": (
        "Liên kết hết hạn",
        "Liên kết chỉ dùng được trong 15 phút. Đồng chí mở lại lượt ký để lấy liên kết mới.",
    ),
    "link_over": (
        "Không còn chờ ký",
        "Văn bản đã có thêm chữ ký hoặc lượt ký đã kết thúc, nên liên kết này không dùng được nữa. Đồng chí mở lại lượt ký để xem.",
    ),
    "token_key_unknown": ("Chứng thư", "Đồng chí chọn một chứng thư của mình trong thiết bị ký."),
    "token_failed": (
        "Thiết bị ký không trả lời",
        "Thiết bị ký báo lỗi. Chưa ký. Đồng chí rút ra cắm lại rồi thử lần nữa; nếu vẫn vậy, báo quản trị hệ thống.",
    ),
}

# What is wrong with a file that was signed outside has its sentences in checking; the answer needs a title.
MESSAGES |= {f"outside_{code}": ("Chưa nhận tệp", f"{words} Chưa ghi gì.") for code, words in OUTSIDE.items()}
MESSAGES |= {
    f"outside_{code}": ("Chưa nhận tệp", f"{words} Chưa ghi gì.")
    for code, words in PROBLEMS.items()
    if code not in OUTSIDE and "{" not in words
}

FIELDS: dict[str, str] = {
    "signed_file": "Tệp đã ký",
    "confirmed": "Đúng là chứng thư của tôi, đăng ký để dùng từ nay",
    "certificate": "Tệp chứng thư của người ký",
    "token_certificate": "Chứng thư trong thiết bị",
    "pin": "Mã PIN của thiết bị",
    "key_id": "Chứng thư trong thiết bị",
    "in_use": "Có chữ ký số của cơ quan",
    "keeper_id": "Người giữ con dấu số",
    "seal_image": "Tệp hình con dấu",
    "unstamped": "Ký không có dấu thời gian",
}

SAID: dict[str, str] = {
    "started": "Đã cấp số {symbol}. Văn bản chờ ký.",
    "left_unsigned": "Đã cấp số {symbol} nhưng chưa ký được. {why} Số và nội dung giữ nguyên, đồng chí ký tiếp ở trang này.",
    "signed": "Đã ký. Văn bản số {symbol} chuyển sang người giữ con dấu.",
    "published": "Đã ký và phát hành văn bản số {symbol}.",
    "declined": "Đã từ chối ký. Số {symbol} được ghi vào sổ là số bỏ, kèm lý do.",
    "link_made": "Đã tạo liên kết. Liên kết dùng được một lần, trong 15 phút.",
    "certificate_added": "Đã đăng ký chứng thư.",
    "seal_saved": "Đã lưu cài đặt chữ ký số của cơ quan.",
    "seal_image_saved": "Đã nhận hình con dấu.",
    "seal_image_removed": "Đã bỏ hình con dấu.",
    "withdrawn": "Đã rút văn bản. Số {symbol} được ghi vào sổ là số bỏ, kèm lý do.",
}
