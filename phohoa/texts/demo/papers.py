"""What a branch of the demo ward concludes about somebody in its resolution."""

from ...domain.papers import PaperField

CONCLUSIONS: dict[PaperField, str] = {
    PaperField.BACKGROUND: "Lý lịch rõ ràng, đã được thẩm tra, kết luận đúng.",
    PaperField.AWARENESS: "Nhận thức đúng về Đảng; tin tưởng vào sự lãnh đạo của Đảng, động cơ vào Đảng đúng đắn.",
    PaperField.CHARACTER: (
        "Ưu điểm: sống giản dị, trung thực, chấp hành tốt pháp luật và quy ước nơi cư trú.\n"
        "Khuyết điểm: có lúc chưa mạnh dạn phát biểu trong sinh hoạt đoàn thể."
    ),
    PaperField.ABILITY: "Hoàn thành tốt việc được giao, có trách nhiệm trong công việc.",
    PaperField.RELATIONS: "Đoàn kết, gần gũi, được nhân dân nơi cư trú tín nhiệm.",
}
