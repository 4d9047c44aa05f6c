"""What the demo ward's branches write in their monthly reviews."""

#: kind of branch -> where it meets
PLACES: dict[str, str] = {
    "residential": "Nhà văn hóa tổ dân phố",
    "school": "Phòng hội đồng nhà trường",
    "health": "Phòng họp Trạm Y tế",
    "police": "Phòng họp Công an phường",
    "military": "Phòng họp Ban Chỉ huy quân sự phường",
    "office": "Phòng họp số 2, trụ sở phường",
    "enterprise": "Phòng họp của đơn vị",
}
HOURS: tuple[tuple[str, str], ...] = (
    ("19:00", "20:30"),
    ("19:00", "20:45"),
    ("19:30", "20:40"),
    ("14:00", "15:20"),
    ("07:30", "08:50"),
)

DISCUSSION: tuple[str, ...] = (
    "Các đảng viên được phân công giúp đỡ báo cáo tình hình từng quần chúng; chi bộ thống nhất với nhận xét.",
    "Chi bộ nhắc các đồng chí được phân công gặp gỡ quần chúng mỗi tháng ít nhất một lần.",
    "Chi bộ giao việc cho quần chúng trong đợt ra quân dọn vệ sinh, làm đẹp đường làng ngõ xóm.",
    "Đồng chí chủ trì nêu yêu cầu giữ chất lượng nguồn, không chạy theo số lượng.",
    "Chi bộ đề nghị Chi đoàn, Chi hội Phụ nữ tiếp tục giới thiệu người trẻ, có uy tín.",
    "Các ý kiến thống nhất theo dõi thêm trước khi đề nghị học lớp.",
)
ABSENCE: tuple[str, ...] = ("đi công tác", "ốm", "bận việc gia đình", "trực cơ quan")

#: The day of the next month by which a task is done.
TASK_DUE_DAY = 5
TASKS: tuple[str, ...] = (
    "Tham gia tổ tuyên truyền ở khu dân cư",
    "Viết bản tự nhận xét quý này",
    "Vận động đoàn viên dọn vệ sinh đường làng",
    "Đọc và trao đổi lại Điều lệ Đảng với người giúp đỡ",
)
HELPER_TASKS: tuple[str, ...] = (
    "Gặp gỡ, tìm hiểu hoàn cảnh gia đình",
    "Lấy ý kiến nhận xét của đoàn thể",
    "Hướng dẫn viết lý lịch",
)

NOT_HELD: tuple[str, ...] = (
    "Mưa lũ, chi bộ không họp được; đã báo cáo Đảng ủy và họp bù vào kỳ sau.",
    "Phần lớn đảng viên tham gia trực phòng, chống bão nên hoãn họp.",
    "Bí thư chi bộ đi điều trị dài ngày, Phó Bí thư đi học; chi bộ họp bù vào kỳ sau.",
)
RETURN_REASON = "Biên bản chưa ghi số đảng viên vắng có lý do. Đề nghị chi bộ bổ sung rồi gửi lại."

#: rating -> remarks that go with it
REMARKS: dict[str, tuple[str, ...]] = {
    "good": (
        "Tích cực trong các phong trào của địa phương.",
        "Hoàn thành tốt việc được giao trong tháng.",
        "Có uy tín với bà con, làm việc có trách nhiệm.",
        "Nhận thêm việc tuyên truyền ở khu dân cư, làm tốt.",
    ),
    "fair": (
        "Tham gia sinh hoạt đoàn thể đều.",
        "Đã đọc và tìm hiểu Điều lệ Đảng.",
        "Làm việc nhiệt tình, cần mạnh dạn hơn khi phát biểu.",
        "Hoàn thành việc được giao.",
    ),
    "average": (
        "Cần tham gia sinh hoạt đoàn thể đều hơn.",
        "Công việc bận, tham gia chưa đều.",
    ),
    "poor": ("Nhiều lần vắng sinh hoạt đoàn thể, đã được nhắc nhở.",),
}
