"""The rules in sentences for people, with the value of the day in its place."""

from __future__ import annotations

from ..domain.rule_ids import RuleId
from ..domain.stages import Education
from .labels import label

SENTENCES: dict[RuleId, str] = {
    RuleId.AGE_MIN: "Người vào Đảng phải đủ {value} tuổi (tính theo tháng) vào ngày chi bộ xét.",
    RuleId.AGE_MAX: "Người vào Đảng không quá {value} tuổi (tính theo tháng) vào ngày chi bộ xét; tháng tròn {value} tuổi vẫn xét được.",
    RuleId.AGE_CONSENT: "Người quá tuổi chỉ xét khi có sức khỏe, uy tín, ở nơi chưa có tổ chức đảng, đảng viên hoặc do yêu cầu đặc biệt, và phải có văn bản đồng ý của Ban Thường vụ Tỉnh ủy trước.",
    RuleId.EDUCATION_MIN: "Trình độ học vấn tối thiểu: {value}.",
    RuleId.EDUCATION_EXEMPTION: "Người ở miền núi, hải đảo, vùng đồng bào dân tộc thiểu số, vùng đặc biệt khó khăn, ngư dân làm việc thường xuyên trên biển: hoàn thành chương trình tiểu học trở lên; già làng, trưởng bản, người có uy tín: biết đọc, biết viết và có văn bản đồng ý. Lý do ghi trong hồ sơ.",
    RuleId.SPECIAL_CASES: "Người theo tôn giáo, kết hôn có yếu tố nước ngoài, chủ doanh nghiệp tư nhân, có vấn đề cần xem xét về tiêu chuẩn chính trị theo quy định riêng: xin ý kiến cấp trên, ghi số và ngày văn bản trả lời.",
    RuleId.NOT_A_MEMBER: "Người đang là đảng viên không đưa vào danh sách.",
    RuleId.LIST_BY_RESOLUTION: "Hằng tháng, chi bộ ra nghị quyết chọn quần chúng ưu tú đưa vào danh sách cảm tình Đảng, phân công đảng viên giúp đỡ và giao việc để thử thách.",
    RuleId.WARD_LIST_MONTHLY: "Hằng tháng, Đảng ủy xét đề nghị của các chi bộ: danh sách cảm tình Đảng, người đi học lớp, người được làm thủ tục.",
    RuleId.HELPER_OFFICIAL: "Mỗi người trong danh sách có một đảng viên chính thức được chi bộ phân công theo dõi, giúp đỡ.",
    RuleId.HELPER_REPLACED: "Người giúp đỡ chuyển đi, bị kỷ luật hoặc vì lý do khác thì chi bộ phân công đảng viên chính thức khác; người thay không cần đủ 12 tháng cùng công tác, cư trú.",
    RuleId.OFF_THE_LIST: "Đưa người không đủ tiêu chuẩn ra khỏi danh sách phải có nghị quyết chi bộ, ghi lý do.",
    RuleId.YOUNG_ON_THE_LIST: "Người chưa đủ tuổi vẫn được theo dõi, giúp đỡ và học lớp bồi dưỡng; đủ tuổi mới xét kết nạp.",
    RuleId.NO_BRANCH_PLACE: "Nơi chưa có đảng viên hoặc chi bộ: cấp ủy giao bằng văn bản cho chi bộ thuận lợi nhất bồi dưỡng, xem xét kết nạp.",
    RuleId.CLASS_PROPOSED: "Chi bộ đề nghị cho người trong danh sách học lớp bồi dưỡng nhận thức về Đảng.",
    RuleId.CLASS_LIST: "Đảng ủy xét đề nghị của chi bộ, cử đi học; ghi số công văn hoặc danh sách cử.",
    RuleId.CLASS_CERTIFICATE: "Trung tâm chính trị cấp giấy chứng nhận; nơi không có trung tâm thì cấp ủy có thẩm quyền kết nạp cấp.",
    RuleId.CERTIFICATE_NEEDED: "Khi chi bộ xét phải có giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng.",
    RuleId.CERTIFICATE_MONTHS: "Giấy chứng nhận còn giá trị {value} tháng từ ngày cấp đến ngày chi bộ xét; quá hạn phải học lại.",
    RuleId.START_PERMITTED: "Đảng ủy xem xét, cho cảm tình Đảng được làm thủ tục xem xét kết nạp theo đề nghị của chi bộ.",
    RuleId.DOSSIER_PAPERS: "Trước khi chi bộ xét phải có: giấy chứng nhận học lớp; đơn xin vào Đảng; lý lịch của người xin vào Đảng kèm văn bản thẩm tra; giấy giới thiệu của đảng viên; nghị quyết giới thiệu của Đoàn hoặc công đoàn (nếu cần); tổng hợp ý kiến nhận xét.",
    RuleId.WHO_INTRODUCES: "Quá tuổi Đoàn: hai đảng viên chính thức. Trong tuổi Đoàn, nơi có Đoàn: nghị quyết của Đoàn và một đảng viên chính thức; nơi không có Đoàn mà có công đoàn: nghị quyết của công đoàn và một đảng viên chính thức; nơi không có cả hai: hai đảng viên chính thức.",
    RuleId.YOUTH_AGE_MAX: "Trong tuổi Đoàn được hiểu là đến hết {value} tuổi.",
    RuleId.YOUTH_CADRE_AGE_MAX: "Cán bộ Đoàn còn được tính trong tuổi Đoàn đến hết {value} tuổi.",
    RuleId.INTRODUCER_OFFICIAL: "Người giới thiệu phải là đảng viên chính thức; đảng viên dự bị không giới thiệu, không biểu quyết.",
    RuleId.TOGETHER_MONTHS: "Người giới thiệu cùng công tác, lao động, học tập hoặc cư trú với người vào Đảng ít nhất {value} tháng; người được phân công thay không cần.",
    RuleId.OPINIONS_SUMMARY: "Chi ủy lấy ý kiến của đoàn thể mà người vào Đảng là thành viên và chi ủy nơi cư trú, ghi thành một bản tổng hợp.",
    RuleId.DOSSIER_MONTHS: "Hồ sơ lập quá {value} tháng mà chi bộ chưa xét thì phải làm lại một số giấy tờ.",
    RuleId.RENEWED_PAPERS: "Làm lại: giấy giới thiệu của đảng viên; nghị quyết giới thiệu của Đoàn, công đoàn; thẩm tra bổ sung nếu có thay đổi; ý kiến nhận xét bổ sung. Đơn và giấy chứng nhận giữ nguyên.",
    RuleId.SUBMITTED_PAPERS: "Hồ sơ gửi cấp có thẩm quyền có thêm nghị quyết của chi bộ và nghị quyết của Đảng ủy cơ sở (nếu có).",
    RuleId.VERIFIED_PERSONS: "Thẩm tra bản thân; cha mẹ đẻ; cha mẹ vợ (chồng) hoặc người trực tiếp nuôi dưỡng; vợ hoặc chồng; con đẻ có năng lực hành vi dân sự đầy đủ.",
    RuleId.VERIFICATION_DONE: "Chi bộ chỉ xét khi việc thẩm tra đã xong. Phần mềm chỉ ghi đã hỏi, đã trả lời, đã kết luận; nội dung nằm trong hồ sơ giấy.",
    RuleId.EXEMPT_BY_RELATIVES: "Nếu cha mẹ, anh chị em ruột hoặc con là đảng viên đã khai đầy đủ, được cấp ủy xác nhận thì không phải thẩm tra bên đó. Hướng dẫn 38-HD/BTCTW chỉ miễn phần lịch sử chính trị; chính trị hiện nay và việc chấp hành nơi cư trú vẫn thẩm tra. Văn phòng Đảng ủy quyết định từng trường hợp.",
    RuleId.EXEMPT_BY_PLACE: "Các thế hệ từ ông bà đều sống ở cùng một xã, phường và được cấp ủy nơi đó xác nhận thì không phải đi thẩm tra.",
    RuleId.WHO_MAY_NOT_VERIFY: "Không cử người vào Đảng hoặc người thân của họ đi thẩm tra.",
    RuleId.SEAL_BEFORE_SENDING: "Đóng dấu giáp lai các trang lý lịch trước khi gửi; lúc này chi bộ, cấp ủy chưa ghi nhận xét.",
    RuleId.VERIFICATION_HOME_DAYS: "Nơi được hỏi trong nước trả lời trong {value} ngày làm việc từ ngày nhận đề nghị.",
    RuleId.VERIFICATION_ABROAD_DAYS: "Nơi được hỏi ở ngoài nước trả lời trong {value} ngày làm việc từ ngày nhận đề nghị.",
    RuleId.BRANCH_OFFICIAL_MIN: "Chi bộ có ít nhất {value} đảng viên chính thức.",
    RuleId.BRANCH_TWO_THIRDS: "Chi bộ đề nghị kết nạp khi có ít nhất hai phần ba số đảng viên chính thức được tính tán thành; tính trên số được triệu tập, không tính trên số có mặt.",
    RuleId.VOTE_BASE: "Số được tính là đảng viên chính thức, trừ người đang sinh hoạt tạm thời nơi khác, người được miễn công tác, sinh hoạt mà vắng mặt, người bị đình chỉ sinh hoạt, bị khởi tố, truy tố, tạm giam. Người được miễn mà đến dự thì vẫn tính. Phiếu trắng không phải tán thành.",
    RuleId.MEETING_QUORUM: "Chi bộ họp khi có quá một nửa số đảng viên chính thức được triệu tập; ít hơn thì ghi rõ lý do vẫn họp.",
    RuleId.VOTE_FORM: "Biểu quyết bằng phiếu kín hoặc giơ thẻ đảng viên, do hội nghị quyết định.",
    RuleId.FAILED_VOTE_REPORTED: "Không đủ tỷ lệ thì ghi đầy đủ kết quả và báo cáo lên cấp ủy cấp trên.",
    RuleId.RESOLUTION_SAYS: "Nghị quyết ghi kết luận về lý lịch, ý thức chính trị, ưu điểm, khuyết điểm về đạo đức, lối sống, năng lực, quan hệ quần chúng, số tán thành và không tán thành.",
    RuleId.COMMITTEE_TWO_THIRDS: "Đảng ủy cơ sở đề nghị khi có ít nhất hai phần ba số đảng ủy viên tán thành; đảng ủy bộ phận chỉ thẩm định, báo cáo.",
    RuleId.STANDING_HALF: "Ban Thường vụ của cấp có thẩm quyền quyết định khi có hơn một nửa số ủy viên tán thành.",
    RuleId.AUTHORISED_TWO_THIRDS: "Đảng ủy cơ sở được ủy quyền quyết định khi có ít nhất hai phần ba tổng số đảng ủy viên tán thành.",
    RuleId.WHO_DECIDES: "Đến 30/6/2025 Đảng ủy phường đề nghị, Ban Thường vụ Thị ủy quyết định; từ 01/7/2025 Ban Thường vụ Đảng ủy phường quyết định đối với chi bộ trực thuộc. Ngày áp dụng ở phường ghi tại trang Thẩm quyền.",
    RuleId.DECISION_DAYS: "Cấp có thẩm quyền ra quyết định trong {value} ngày làm việc từ ngày nghị quyết của chi bộ.",
    RuleId.DECISION_EXTENSION_DAYS: "Cần thêm thời gian thì gia hạn nhiều nhất {value} ngày làm việc.",
    RuleId.ONE_DECISION_EACH: "Mỗi người được kết nạp có một quyết định, một số riêng.",
    RuleId.REFUSAL_TOLD: "Không đồng ý kết nạp thì cấp có thẩm quyền thông báo cho chi bộ.",
    RuleId.CEREMONY_DAYS: "Lễ kết nạp tổ chức trong {value} ngày làm việc; muộn hơn phải được cấp ủy cấp trên trực tiếp đồng ý.",
    RuleId.CEREMONY_FROM: "Hạn tổ chức lễ tính từ {value}.",
    RuleId.CEREMONY_ONE_BY_ONE: "Kết nạp từng người một. Chương trình: chào cờ; tuyên bố lý do; đọc quyết định; lời tuyên thệ; nhiệm vụ của đảng viên và người giúp đỡ; phát biểu của cấp trên (nếu có); bế mạc.",
    RuleId.JOINING_DAY: "Ngày vào Đảng là ngày tổ chức lễ kết nạp; tuổi đảng tính từ ngày ký quyết định kết nạp, sau khi được công nhận chính thức.",
    RuleId.ANNULMENT: "Kết nạp hoặc công nhận trái quy định thì cấp có thẩm quyền ra quyết định hủy; sai tiêu chuẩn thì đưa ra khỏi danh sách, sai thủ tục thì làm lại.",
    RuleId.PROBATION_MONTHS: "Thời gian dự bị là {value} tháng từ ngày tổ chức lễ kết nạp.",
    RuleId.HELPER_IN_PROBATION: "Trong lễ kết nạp, chi bộ phân công một đảng viên chính thức giúp đỡ đảng viên dự bị.",
    RuleId.NEW_MEMBER_PAPERS_DAYS: "Đảng viên mới khai lý lịch đảng viên, phiếu đảng viên trong {value} ngày làm việc từ ngày tổ chức lễ.",
    RuleId.NEW_MEMBER_CLASS: "Trong thời gian dự bị, đảng viên học lớp bồi dưỡng đảng viên mới và có giấy chứng nhận.",
    RuleId.RECOGNITION_PAPERS: "Khi xét công nhận chính thức phải có: giấy chứng nhận lớp đảng viên mới; bản tự kiểm điểm; nhận xét của người giúp đỡ; tổng hợp ý kiến đoàn thể và chi ủy nơi cư trú.",
    RuleId.OFFICIAL_REVIEW_DAYS: "Chi bộ xét công nhận chính thức trong {value} ngày làm việc từ ngày hết thời gian dự bị.",
    RuleId.RECOGNITION_VOTES: "Chi bộ đề nghị công nhận chính thức khi có ít nhất hai phần ba số đảng viên chính thức được tính tán thành.",
    RuleId.OFFICIAL_DAY: "Được công nhận chính thức từ đúng ngày hết thời gian dự bị, dù họp hay quyết định muộn.",
    RuleId.FAILED_VOTES_MAX: "Biểu quyết {value} lần vẫn không đủ hai phần ba thì báo cáo cấp có thẩm quyền xem xét, quyết định.",
    RuleId.OFFICIAL_DECISION_DAYS: "Quyết định công nhận chính thức ban hành trong {value} ngày làm việc từ ngày nghị quyết của chi bộ.",
    RuleId.OFFICIAL_DECISION_EXTENSION_DAYS: "Quyết định công nhận chính thức được gia hạn nhiều nhất {value} ngày làm việc.",
    RuleId.STRIKING_OFF: "Xóa tên đảng viên dự bị: chi bộ và Đảng ủy cơ sở mỗi cấp ít nhất hai phần ba, Ban Thường vụ hơn một nửa tán thành.",
    RuleId.MOVING_BEFORE_VOTE: "Chuyển đi khi chi bộ chưa xét: nơi đi cấp giấy chứng nhận đang được giúp đỡ, xem xét kết nạp; nơi đến phân công người giúp đỡ, không cần đủ 12 tháng.",
    RuleId.FORWARD_DOSSIER_DAYS: "Chi bộ đã xét, chưa có quyết định: chuyển hồ sơ đến cấp có thẩm quyền nơi mới trong {value} ngày làm việc.",
    RuleId.NEW_PLACE_DECISION_DAYS: "Nơi mới xem xét, quyết định hồ sơ chuyển đến trong {value} ngày làm việc, không thì báo lý do.",
    RuleId.MOVED_DECISION_DAYS: "Đã có quyết định: nếu quyết định ban hành trong {value} ngày làm việc từ ngày chuyển thì chuyển quyết định để tổ chức lễ ở nơi mới; muộn hơn thì hủy và chuyển hồ sơ. Không tổ chức lễ ở nơi cũ.",
    RuleId.REEXAMINATION_DAYS: "Nơi mới thẩm tra, xem xét lại trong nhiều nhất {value} ngày làm việc.",
    RuleId.MOVING_IN_PROBATION: "Đảng viên dự bị chuyển sinh hoạt: gửi kèm nhận xét của chi ủy và của người giúp đỡ; nơi mới phân công người giúp đỡ. Kết quả kết nạp vẫn tính cho chi bộ nơi đi.",
    RuleId.TRANSFER_DAYS: "Chuyển sinh hoạt đảng chính thức trong {value} ngày làm việc từ khi thay đổi nơi công tác, cư trú.",
    RuleId.ARRIVING_WITH_CERTIFICATE: "Cảm tình Đảng chuyển đến, giấy chứng nhận còn giá trị: chi bộ mới chỉ ra nghị quyết phân công người giúp đỡ, không phải học lại.",
    RuleId.STUDY_MONTHS: "Học tập trung hoặc biệt phái từ {value} tháng trở lên: tổ chức đảng nơi đó xét kết nạp, có nhận xét của nơi cư trú.",
    RuleId.GRADUATES: "Tốt nghiệp đang chờ việc: chi bộ nơi cư trú xét; đang chờ cấp bằng: nhà trường xét.",
    RuleId.WORK_MONTHS: "Hợp đồng lao động, thực tế làm việc liên tục từ {value} tháng trở lên: nơi làm việc xét; chưa đủ hoặc nơi làm việc chưa có tổ chức đảng: chi bộ nơi cư trú xét, có nhận xét của nơi làm việc.",
    RuleId.TEMPORARY_ACTIVITY: "Người sinh hoạt tạm thời: nơi tạm thời theo dõi, nhận xét; chi bộ chính thức xét.",
    RuleId.CLOCKS_RUN_ON: "Tạm dừng theo dõi không làm dừng các thời hạn.",
    RuleId.READMISSION_MONTHS: "Kết nạp lại sau ít nhất {value} tháng từ khi ra khỏi Đảng.",
    RuleId.READMISSION_SENTENCE_MONTHS: "Người bị kết án vì tội ít nghiêm trọng: sau ít nhất {value} tháng từ khi được xóa án tích.",
    RuleId.READMISSION_TIMES: "Chỉ được kết nạp lại {value} lần.",
    RuleId.READMISSION_CONSENT: "Kết nạp lại: đơn mới, văn bản đồng ý của Ban Thường vụ Tỉnh ủy, đủ thủ tục như lần đầu, dự bị lại từ đầu.",
    RuleId.READMISSION_NEVER: "Không xét kết nạp lại người tự bỏ sinh hoạt đảng; tự xin ra (trừ hoàn cảnh gia đình đặc biệt khó khăn); gây mất đoàn kết nội bộ nghiêm trọng; bị kết án vì tội tham nhũng; tội nghiêm trọng trở lên.",
}

_STARTS = {"receipt": "ngày nhận được quyết định", "issue": "ngày ban hành quyết định"}


def value_text(value: int | str) -> str:
    """The value of a rule in words, as it stands in its sentence."""
    if isinstance(value, int):
        return str(value)
    return _STARTS.get(value) or label(Education(value)).lower()


def rule_sentence(rule: RuleId, value: int | str | None) -> str:
    """The rule as a sentence with the value that serves on the day."""
    text = SENTENCES[rule]
    return text if value is None else text.format(value=value_text(value))
