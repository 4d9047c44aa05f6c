"""What the demo ward's people write and say about their plans."""

#: Heading of a section, the words it gets, one after the other.
REWRITTEN: tuple[tuple[str, str], ...] = (
    (
        "Khảo sát, tạo nguồn",
        "- Đến {ngày ban hành} Đảng bộ phường {tên phường} có {số đảng viên} đảng viên, đang theo dõi {số cảm tình Đảng} "
        "cảm tình Đảng và {số nguồn} quần chúng được giới thiệu.\n"
        "- Mỗi chi bộ rà soát quần chúng ưu tú theo từng nhóm: đoàn viên thanh niên, phụ nữ, cựu chiến binh, nông dân, "
        "giáo viên, cán bộ y tế, cán bộ tổ dân phố.\n"
        "- Hằng tháng chi bộ xét, bổ sung hoặc đưa ra khỏi danh sách cảm tình Đảng bằng nghị quyết.",
    ),
    (
        "Khảo sát, tạo nguồn",
        "- Đến {ngày ban hành} Đảng bộ phường {tên phường} có {số đảng viên} đảng viên, đang theo dõi {số cảm tình Đảng} "
        "cảm tình Đảng và {số nguồn} quần chúng được giới thiệu.\n"
        "- Mỗi chi bộ rà soát quần chúng ưu tú theo từng nhóm: đoàn viên thanh niên, phụ nữ, cựu chiến binh, nông dân, "
        "người lao động trong doanh nghiệp; quan tâm người trẻ, người có tay nghề.\n"
        "- Hằng tháng chi bộ xét, bổ sung hoặc đưa ra khỏi danh sách cảm tình Đảng bằng nghị quyết; tháng không thay "
        "đổi vẫn báo cáo Đảng ủy.",
    ),
)
#: Heading of a section, who speaks (role), the words, the answer of the office (empty: none), whether it is settled.
COMMENTS: tuple[tuple[str, str, str, str, bool], ...] = (
    (
        "Khảo sát, tạo nguồn",
        "committee",
        "Nên nêu thêm người lao động trong doanh nghiệp, nhóm này năm nay có nguồn.",
        "Văn phòng đã bổ sung vào gạch đầu dòng thứ hai.",
        True,
    ),
    (
        "Yêu cầu",
        "signatory",
        "Đề nghị cân nhắc mốc lập xong danh sách nguồn: quý I có kịp với các chi bộ trường học không?",
        "",
        False,
    ),
    (
        "Giáo dục, bồi dưỡng nguồn",
        "committee",
        "Nên ghi rõ ai theo dõi thời hạn của giấy chứng nhận.",
        "Văn phòng sẽ hỏi lại chi bộ rồi ghi.",
        False,
    ),
)
#: What was said of this year's plan before it was issued: heading, role, words.
SAID_BEFORE = (
    "Các chi bộ trực thuộc",
    "signatory",
    "Gắn kết quả với việc xếp loại cuối năm như năm trước.",
)
ANSWERED_BEFORE = "Đã có ở câu cuối của mục."
#: Reusable passages of the ward: name, words.
PASSAGES: tuple[tuple[str, str], ...] = (
    (
        "Chế độ báo cáo hằng tháng",
        "- Trước ngày 10 hằng tháng, các chi bộ gửi Văn phòng Đảng ủy kết quả xét và danh sách cảm tình Đảng; chi bộ "
        "không có thay đổi cũng báo cáo.",
    ),
    (
        "Ưu tiên chi bộ ít đảng viên",
        "- Ưu tiên bồi dưỡng nguồn ở những chi bộ còn ít đảng viên, chi bộ trong doanh nghiệp và nơi chưa có đảng viên "
        "trẻ.",
    ),
    (
        "Biểu dương, khen thưởng",
        "- Cuối năm {năm}, Đảng ủy xét biểu dương những chi bộ hoàn thành tốt chỉ tiêu và đảng viên giúp đỡ quần chúng "
        "đạt kết quả.",
    ),
)
