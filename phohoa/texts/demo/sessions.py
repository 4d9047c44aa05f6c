"""What the demo ward's committee writes in its sessions."""

from ...domain.proposals import ProposalKind

PLACE = "Hội trường Đảng ủy phường"
ABSENT = "02 đồng chí vắng có lý do: đi công tác, đi học"
NUMBER = "{number}-KL/ĐU"
DISCUSSION = (
    "Các đồng chí Đảng ủy viên phụ trách báo cáo tình hình nguồn của từng chi bộ.\n"
    "Đề nghị các chi bộ quan tâm nguồn trẻ, nguồn là nữ; phân công người giúp đỡ ngay trong nghị quyết.\n"
    "Văn phòng nhắc các chi bộ gửi kỳ xét đúng hạn để phiên họp có đủ đề nghị."
)
#: What is sent back in a session, one of each kind, with the committee's words.
SENT_BACK: dict[ProposalKind, str] = {
    ProposalKind.CLASS: "Chi bộ bổ sung nhận xét của đoàn thể nơi người này sinh hoạt.",
}
