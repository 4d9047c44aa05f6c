"""Sheets of guidance for papers that must be written by hand: what to write, in which order, what goes wrong."""

from dataclasses import dataclass

from ..domain.papers import Guide


@dataclass(frozen=True)
class GuideText:
    """One sheet. `steps` in the order of the paper; `faults`: what often goes wrong; `citation` as a code."""

    who: str
    purpose: str
    steps: tuple[str, ...]
    faults: tuple[str, ...]
    citation: str


#: What the dates of the record are called on the sheets.
DATES: dict[str, str] = {
    "sympathiser_on": "Ngày được xét là cảm tình Đảng",
    "certificate": "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng",
    "helper": "Đảng viên được phân công giúp đỡ, từ ngày",
    "dossier_started_on": "Ngày được cho làm thủ tục",
    "youth_union_on": "Ngày kết nạp Đoàn",
    "decision": "Quyết định kết nạp",
    "ceremony_on": "Ngày kết nạp vào Đảng",
    "probation_ends_on": "Ngày hết thời gian dự bị",
    "new_member_certificate": "Giấy chứng nhận học lớp bồi dưỡng đảng viên mới",
}
NOT_RECORDED = "chưa có trong sổ theo dõi, đối chiếu giấy tờ gốc"
NEVER_WRITTEN_FOR = "Tờ này chỉ hướng dẫn. Người viết tự nghĩ, tự viết tay, tự chịu trách nhiệm; không chép bài mẫu, không nhờ người khác viết hộ."

GUIDES: dict[Guide, GuideText] = {
    Guide.APPLICATION: GuideText(
        who="Người xin vào Đảng tự viết tay, ký và ghi rõ họ tên.",
        purpose="Cho chi bộ thấy người viết hiểu mục đích của Đảng, tự nguyện xin vào và biết mình cần phấn đấu điều gì.",
        steps=(
            "Tên giấy ở giữa trang; nơi gửi: chi ủy (chi bộ) đang giúp đỡ và Đảng ủy phường.",
            "Bản thân: họ và tên, ngày sinh, nơi sinh, quê quán, dân tộc, tôn giáo, trình độ, nơi cư trú, nghề nghiệp, đơn vị, chức vụ.",
            "Ngày và nơi kết nạp Đoàn (nếu là đoàn viên); ngày và chi bộ đã xét là cảm tình Đảng: chép đúng ngày ở bảng bên dưới.",
            "Nhận thức về mục đích, lý tưởng của Đảng: viết bằng lời của mình, gắn với việc làm cụ thể.",
            "Lý do xin vào Đảng và những điểm còn phải phấn đấu.",
            "Lời hứa thực hiện nhiệm vụ của đảng viên; địa danh, ngày viết, chữ ký, họ và tên.",
        ),
        faults=(
            "Ngày được xét là cảm tình Đảng ghi theo trí nhớ, khác với nghị quyết của chi bộ.",
            "Ngày viết đơn trước ngày cấp giấy chứng nhận học lớp bồi dưỡng.",
            "Họ tên, ngày sinh khác với lý lịch hoặc giấy khai sinh; bỏ trống dân tộc, tôn giáo (không theo tôn giáo thì ghi “không”).",
            "Chép nguyên bài mẫu; viết bằng nhiều màu mực; tẩy xóa.",
        ),
        citation="HD06:3.2",
    ),
    Guide.LIFE_HISTORY: GuideText(
        who="Người xin vào Đảng tự khai, viết tay đầy đủ các mục, ký từng chỗ quy định; không nhờ người khác khai hộ.",
        purpose="Khai trung thực về bản thân và gia đình để cấp ủy thẩm tra.",
        steps=(
            "Mục 1 đến 9: họ tên khai sinh (chữ in hoa), tên gọi khác, ngày sinh, giới tính, nơi đăng ký khai sinh, quê quán, nơi cư trú, dân tộc, tôn giáo. Tên địa danh mới ghi trước, tên cũ trong ngoặc.",
            "Mục 10 đến 13: nghề nghiệp, trình độ, ngày và nơi kết nạp Đoàn, lần kết nạp Đảng trước đây (nếu có).",
            "Mục 14 đến 16: lịch sử bản thân từ nhỏ đến nay; công việc, chức vụ đã qua theo từng tháng, nối liền nhau; đặc điểm lịch sử.",
            "Mục 17 đến 20: lớp đã học, đi nước ngoài từ ba tháng trở lên, khen thưởng, kỷ luật.",
            "Mục 21: hoàn cảnh gia đình của bản thân và của vợ (chồng), mỗi người một đoạn.",
            "Mục 22, 23: tự nhận xét, cam đoan và ký tên. Mục 24 đến 26 do cấp ủy ghi, người khai để trống.",
        ),
        faults=(
            "Bỏ trống tháng, năm ở mục công việc đã qua; hai việc chồng thời gian lên nhau.",
            "Ngày sinh khác với giấy khai sinh, đơn hoặc giấy chứng nhận học lớp; chữ đệm viết khác nhau giữa các giấy.",
            "Khai thiếu người trong gia đình, thiếu nơi cư trú qua các thời kỳ nên nơi thẩm tra không trả lời được.",
            "Chi bộ, Đảng ủy ghi nhận xét trước khi đóng dấu giáp lai và gửi đi thẩm tra.",
        ),
        citation="HD38:I.1.4.2",
    ),
    Guide.INTRODUCTION: GuideText(
        who="Mỗi đảng viên chính thức giới thiệu viết một bản, tự tay viết và ký.",
        purpose="Đảng viên được phân công giúp đỡ trình bày hiểu biết của mình về người được giới thiệu và chịu trách nhiệm về lời giới thiệu.",
        steps=(
            "Nơi gửi: chi ủy (chi bộ).",
            "Về người giới thiệu: họ và tên, ngày sinh, ngày vào Đảng, ngày chính thức, chức vụ, chi bộ đang sinh hoạt.",
            "Ngày được phân công giúp đỡ; cùng công tác hoặc cùng nơi cư trú với người được giới thiệu từ khi nào.",
            "Ưu điểm: lý lịch, phẩm chất chính trị, đạo đức, lối sống, năng lực, quan hệ quần chúng; nêu việc đã thấy.",
            "Khuyết điểm: nêu thẳng, nêu hướng khắc phục.",
            "Lời giới thiệu và trách nhiệm của người giới thiệu; ngày viết, chữ ký.",
        ),
        faults=(
            "Người giới thiệu chưa cùng công tác, cư trú đủ 12 tháng, hoặc còn là đảng viên dự bị.",
            "Ngày được phân công giúp đỡ khác với nghị quyết của chi bộ.",
            "Chỉ khen chung chung, không có khuyết điểm; hai bản giới thiệu giống hệt nhau.",
            "Giấy viết quá 12 tháng mà chi bộ chưa xét: phải viết lại.",
        ),
        citation="QD294:3.2.1",
    ),
    Guide.SELF_REVIEW: GuideText(
        who="Đảng viên dự bị tự viết sau khi đủ 12 tháng dự bị.",
        purpose="Tự nhìn lại 12 tháng dự bị để chi bộ xét công nhận chính thức.",
        steps=(
            "Nơi gửi: chi ủy (chi bộ). Họ và tên, ngày sinh, ngày kết nạp, chi bộ kết nạp, nhiệm vụ được giao.",
            "Ưu điểm trong thời gian dự bị: tư tưởng chính trị; đạo đức, lối sống; ý thức tổ chức kỷ luật; nhiệm vụ được giao.",
            "Khuyết điểm và nguyên nhân: nêu cụ thể.",
            "Kết quả sửa những khuyết điểm mà chi bộ đã nêu khi kết nạp.",
            "Hướng phấn đấu; đề nghị chi bộ xét; ngày viết, chữ ký, họ và tên.",
        ),
        faults=(
            "Viết trước ngày hết 12 tháng dự bị.",
            "Quên nhắc đến khuyết điểm chi bộ đã nêu khi xét kết nạp.",
            "Chưa có giấy chứng nhận học lớp bồi dưỡng đảng viên mới.",
            "Ngày kết nạp ghi theo ngày quyết định; ngày vào Đảng là ngày chi bộ làm lễ.",
        ),
        citation="QD294:4.2",
    ),
    Guide.HELPER_REMARKS: GuideText(
        who="Đảng viên chính thức được phân công giúp đỡ đảng viên dự bị.",
        purpose="Báo cáo chi bộ kết quả giúp đỡ trong 12 tháng và đề nghị công nhận hoặc chưa công nhận.",
        steps=(
            "Nơi gửi: chi ủy (chi bộ). Họ và tên, ngày vào Đảng, ngày chính thức, chi bộ của người nhận xét.",
            "Ngày được phân công giúp đỡ; họ tên, ngày kết nạp của đảng viên dự bị.",
            "Ưu điểm: phẩm chất chính trị, đạo đức, lối sống, ý thức tổ chức kỷ luật, kết quả nhiệm vụ.",
            "Khuyết điểm, hạn chế và mức độ khắc phục.",
            "Ý kiến: đề nghị công nhận hay chưa, lý do; trách nhiệm về nhận xét; ngày viết, chữ ký.",
        ),
        faults=(
            "Ngày viết trước ngày đảng viên dự bị nộp bản tự kiểm điểm.",
            "Đã đổi người giúp đỡ mà bản nhận xét vẫn do người cũ viết, không nêu thời gian từng người.",
            "Nhận xét trái với kết quả chi bộ đã ghi hằng tháng mà không giải thích.",
        ),
        citation="HD06:4.1",
    ),
}
