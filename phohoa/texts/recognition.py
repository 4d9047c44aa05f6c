"""Words that the reading of existing papers needs: the office's expressions."""

from ..domain.misreading import Vocabulary
from ..domain.recognition import flat

#: Expressions whose syllables a recogniser gets wrong by a mark; none has another expression beside it.
_EXPRESSIONS = """\
bồi dưỡng|ban chấp hành|ban thường vụ|bí thư|bổ sung|báo cáo|bảo đảm|bảo vệ|biện pháp|biểu dương|cán bộ|cảm tình
căn cứ|cấp ủy|cấp trên|chất lượng|chi ủy|chính quyền|chính sách|chính trị|chủ động|chủ trương|chú trọng|chương trình
công an|cựu chiến binh|cụ thể|cuối năm|danh sách|dân quân|dân phố|doanh nghiệp|đại hội|đảng bộ|đảng ủy|đảng viên
đánh giá|đạo đức|đẩy mạnh|địa phương|điển hình|điều chỉnh|điều kiện|điều lệ|định hướng|định kỳ|đoàn thể|đoàn viên
đồng chí|đơn vị|đôn đốc|giải pháp|giám sát|giáo dục|giáo viên|giới thiệu|hằng năm|hàng năm|hằng tháng|hàng tháng|hiệu quả
hoàn thành|hoạt động|học tập|hội viên|hướng dẫn|kế hoạch|kết nạp|kết quả|khảo sát|kịp thời|kiểm tra|lãnh đạo|lao động
lý lịch|lý tưởng|lực lượng|lựa chọn|mặt trận|mục đích|mục tiêu|năng lực|nâng cao|nghị quyết|nghiêm túc|nguyên tắc|người lao động
nhận thức|nhiệm kỳ|nhiệm vụ|nội dung|nông dân|nơi nhận|pháp luật|phát động|phát hiện|phát huy|phát triển|phân bổ|phân công|phấn đấu
phối hợp|phong trào|phụ nữ|phụ trách|quần chúng|quán triệt|quy định|quy trình|quyết định|rà soát|rèn luyện|sinh hoạt|số lượng
tạo nguồn|tăng cường|tập thể|thanh niên|thành niên|theo dõi|thẩm tra|thị ủy|thi đua|thông báo|thông qua|thời gian|thống nhất
thường xuyên|thực hiện|tích cực|tiêu chuẩn|tinh thần|tổ chức|tổng kết|trách nhiệm|trên đây|triển khai|trung ương|trực thuộc
tuyên giáo|tuyên truyền|tư tưởng|tự tưởng|ưu tú|ưu tiên|văn bản|vi phạm|vận động|xã hội|xác định|xác minh|xây dựng|xem xét|xếp loại|yêu cầu
mặt trận tổ quốc|đảng cộng sản việt nam|lần thứ|phổ biến|tỷ lệ|tỉ lệ|đề nghị|đề xuất|quy hoạch|chỉ đạo|kế thừa|trẻ hóa|giác ngộ
thử thách|kỷ luật|hồ sơ|trưởng thành|tình hình|thực trạng|củng cố|địa bàn"""


def _by_flat_form() -> dict[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for words in _EXPRESSIONS.replace("\n", "|").split("|"):
        if " " in words:
            forms.setdefault(flat(words), []).append(words)
    return {form: tuple(words) for form, words in forms.items()}


#: Flat form of an expression -> its right spellings.
EXPRESSIONS: dict[str, tuple[str, ...]] = _by_flat_form()
LIKED: frozenset[str] = frozenset(words for right in EXPRESSIONS.values() for words in right)
SYLLABLES: frozenset[str] = frozenset(word for words in LIKED for word in words.split())
#: Words that a recogniser loses: what it leaves, what the office writes.
MISSING: tuple[tuple[str, str], ...] = (
    ("các đồng Đảng ủy viên", "các đồng chí Đảng ủy viên"),
    ("Các đồng Đảng ủy viên", "Các đồng chí Đảng ủy viên"),
    ("Các đồng Đảng uỷ viên", "Các đồng chí Đảng uỷ viên"),
    ("Các đồng Ủy viên", "Các đồng chí Ủy viên"),
)

#: The words together, as the reading for misread places wants them.
VOCABULARY = Vocabulary(EXPRESSIONS, LIKED, SYLLABLES, MISSING)
