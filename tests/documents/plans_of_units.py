"""Plans of invented units, each written as another office writes: the raw texts of the cases."""

#: A ward: number and day left blank, headings I. and 1/, plus signs, everything in lines of one paragraph.
BLANKS = """\
ĐẢNG BỘ THÀNH PHỐ MÂY TRẮNG
ĐẢNG ỦY PHƯỜNG SUỐI BẠC
*
Số      -KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Suối Bạc, ngày     tháng 02 năm 2024

KẾ HOẠCH
Tạo nguồn và kết nạp đảng viên năm 2024
-----
Căn cứ Điều lệ Đảng Cộng sản Việt Nam;
Căn cứ Chương trình công tác năm 2024 của Đảng ủy,
Đảng ủy phường ban hành Kế hoạch tạo nguồn và kết nạp đảng viên năm 2024 như sau:
I. MỤC ĐÍCH
1/ Nâng cao nhận thức của cấp ủy các cấp.
2/ Bảo đảm mỗi chi bộ đều có nguồn.
II. CHỈ TIÊU, NHIỆM VỤ
1/ Chỉ tiêu: Toàn Đảng bộ kết nạp 12 đảng viên.
2/ Nhiệm vụ
a) Đối với chi bộ:
- Rà soát nguồn trước ngày 31/3/2024.
+ Chi bộ tổ dân phố: 02 người.
+ Chi bộ cơ quan: 01 người.
b) Đối với đoàn thể:
- Giới thiệu quần chúng ưu tú.
III. TỔ CHỨC THỰC HIỆN
Giao Văn phòng Đảng ủy theo dõi, đôn đốc.
Trên đây là Kế hoạch của Đảng ủy.

Nơi nhận:
- Thường trực Thành ủy;
- Các chi bộ;
- Lưu VPĐU.
T/M ĐẢNG ỦY
PHÓ BÍ THƯ



Mây Văn Sáng
"""

#: A district: parts with names below them, bases in capitals, a table in an appendix, a day that is none.
PARTS = """\
TỈNH ỦY NÚI XA
HUYỆN ỦY ĐỒI CAO
*
Số 07-KH/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Đồi Cao, ngày 31 tháng 02 năm 2022
KẾ HOẠCH
VỀ CÔNG TÁC PHÁT TRIỂN ĐẢNG VIÊN NĂM 2022
CĂN CỨ ĐIỀU LỆ ĐẢNG;
CĂN CỨ NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ HUYỆN LẦN THỨ X,
Ban Thường vụ Huyện ủy ban hành kế hoạch như sau:
Phần thứ nhất
TÌNH HÌNH NĂM 2021
Trong năm, toàn huyện kết nạp 80 đảng viên.
Phần thứ hai
PHƯƠNG HƯỚNG NĂM 2022
I- MỤC TIÊU
1- Chất lượng
Bảo đảm tiêu chuẩn, không chạy theo số lượng.
1.1. Về chính trị
Có lập trường vững vàng.
1.2. Về đạo đức
Gương mẫu ở nơi cư trú.
2- Số lượng
Kết nạp 90 đảng viên (phụ lục kèm theo).
II- TỔ CHỨC THỰC HIỆN
Các đảng ủy cơ sở xây dựng kế hoạch của mình.
Kế hoạch này được phổ biến đến chi bộ.
Nơi nhận:
- Ban Tổ chức Tỉnh ủy,
- Các đảng ủy cơ sở,
- Lưu Văn phòng Huyện ủy.
T/M BAN THƯỜNG VỤ
BÍ THƯ
(Đã ký)
Đồi Thị Gió
PHỤ LỤC
Phân bổ chỉ tiêu năm 2022
STT | Đơn vị | Chỉ tiêu
1 | Đảng bộ xã Mây Thấp | 12
2 | Đảng bộ xã Suối Cạn | 09
| Cộng | 21
"""

#: A school's branch: no number, bases as a list, headings 1. only, a table in spaces.
SCHOOL = """\
ĐẢNG ỦY PHƯỜNG SUỐI BẠC
CHI BỘ TRƯỜNG TIỂU HỌC
LÁ NON
*
ĐẢNG CỘNG SẢN VIỆT NAM
Suối Bạc, ngày 05 tháng 9 năm 2023

KẾ HOẠCH
công tác phát triển đảng viên năm học 2023 - 2024

- Căn cứ Kế hoạch số 11-KH/ĐU ngày 20/01/2023 của Đảng ủy phường;
- Căn cứ tình hình thực tế của nhà trường;
Chi bộ xây dựng kế hoạch cụ thể như sau:

1. Đặc điểm tình hình
Chi bộ có 14 đảng viên, trong đó 11 đồng chí nữ.
2. Chỉ tiêu: kết nạp 01 đảng viên.
3. Biện pháp
- Phân công đảng viên chính thức giúp đỡ quần chúng.
- Mỗi quý nhận xét một lần.
4. Tiến độ

STT   Nội dung công việc            Thời gian      Người phụ trách
1     Lập danh sách nguồn           Tháng 9        Cô Lá Thị Xanh
2     Cử đi học lớp nhận thức       Tháng 11       Bí thư chi bộ
3     Xét kết nạp                   Tháng 3/2024   Chi ủy

Yêu cầu đảng viên trong chi bộ nghiêm túc thực hiện.

Nơi nhận:
- Đảng ủy phường (báo cáo),
- Đảng viên chi bộ,
- Lưu chi bộ.

T/M CHI BỘ
Bí thư

Lá Thị Biếc
"""

#: Head and foot side by side in spaces, as an old file has them; capital letters over Roman numbers.
SIDE_BY_SIDE = """\
 ĐẢNG BỘ TỈNH NÚI XA                       ĐẢNG CỘNG SẢN VIỆT NAM
THỊ ỦY SÔNG DÀI                            -----------------------
        *                          Sông Dài, ngày 09 tháng 3 năm 2020
  Số 15-KH/ThU

                             KẾ HOẠCH
          phát triển đảng viên trong học sinh, sinh viên
                              ------
     Thi hành Chỉ thị của Ban Bí thư về công tác phát triển đảng viên;
     Ban Thường vụ Thị ủy lập kế hoạch như sau:

A- ĐÁNH GIÁ
     Đội ngũ đảng viên trẻ còn ít.
B- NHIỆM VỤ
I- Với các trường
1- Chọn đoàn viên ưu tú.
2- Mở lớp nhận thức về Đảng.
II- Với cấp ủy cơ sở
     Bố trí đảng viên giúp đỡ.

Nơi nhận:                                  T/M BAN THƯỜNG VỤ
- Ban Tổ chức Tỉnh ủy,                     PHÓ BÍ THƯ
- Các trường trên địa bàn,
- Lưu Văn phòng Thị ủy.

                                           Sông Văn Êm
"""

#: A scan: lines broken by width and by hyphens, words glued, I taken for l, a page number between.
SCAN = """\
ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ
ĐẢNG ỦY PHƯỜNG PHỐ HÒA
*
Số 12-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Phổ Hòa, ngày 10 tháng 01 năm 2022

KÉ HOẠCH
phát triển đảng viên năm 2022

Thực hiện Nghị quyết Đại hội Đảng bộ phường, Đảngủy
phường xây dựng Kế hoạch phát triển đảng viên năm2022 như sau:

I- Mục địch

- Nâng cao trách nhiệm của cấp ủy và từng đảngviên đối
với công tác xây dựng Đảng, coi đây là nhiệm vụ thường
xuyên, lâu dài của Đảng bộ; đềnghị các chi bộ chủ động
tìm nguồn ngay từ đầu năm, nhất là nguồn thanh niên, phụ
nữ và dân quân tự vệ trên địa bàn phường.

ll- Nội dung

1. Tuyên truyện, giáo dục

- Các chi bộ tổ chức quán triệt Kế hoạch đến từng đảng
viên; thường xuyên bồi dưỡng quần chúng ưu tú để kết nạp
vào Đảng, bảo đảm đúng nguyên tắc, thủ tục, có nhận xét
của nơi cư trú và của tổ chức chính tri - xã hội mà quần

2

chúng tham gia; không để hồ sơ quá hạn, phải làm lại nhi-
ều lần, gây phiền hà cho quần chúng đang phấn đấu, phát-
triển chưa đều ở các chi bộ **nông thôn**.

2. Phân công: trlển khai trong quý l.

Trên đây là Kế hoạch của Đảng ủy phường.

Nơi nhận:
- Các chi bộ trực thuộc,
- Lưu Văn phòng Đảng ủy.
T/M ĐẢNG ỦY
BÍ THƯ
Phố Văn Thử
"""

#: Old text for TCVN3 and VNI, typed without a capital letter that those fonts lack.
OLD = """\
ĐẢNG BỘ HUYỆN ĐỒI CAO
ĐẢNG ỦY XÃ MÂY THẤP
*
Số 03-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Mây Thấp, ngày 02 tháng 01 năm 2004
KẾ HOẠCH
kết nạp đảng viên mới năm 2004
Thực hiện Nghị quyết của Ban Chấp hành Đảng bộ huyện,
Đảng ủy xã ban hành kế hoạch như sau:
I- Mục đích
- Trẻ hóa đội ngũ đảng viên ở thôn, bản.
II- Nhiệm vụ
1. Các chi bộ chọn người ưu tú trong phong trào.
2. Mặt trận và đoàn thể giới thiệu nguồn.
Nơi nhận:
- Ban Tổ chức Huyện ủy,
- Lưu.
T/M ĐẢNG ỦY
BÍ THƯ
Mây Văn Cũ
"""
