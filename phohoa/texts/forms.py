"""What a form says of a field that cannot be read, by the library's own sentence."""

#: "" stands for every sentence that is not here.
WORDS: dict[str, str] = {
    "": "Ô này chưa đúng. Đồng chí xem lại.",
    "This field is required.": "Ô này cần có nội dung.",
    "Not a valid integer value.": "Ô này cần một số nguyên.",
    "Not a valid choice.": "Lựa chọn này không có trong danh sách. Đồng chí chọn lại.",
    "Not a valid choice": "Lựa chọn này không có trong danh sách. Đồng chí chọn lại.",
    "Invalid choice(s): one or more data inputs could not be coerced.": "Có lựa chọn không có trong danh sách. Đồng chí chọn lại.",
    "'%(value)s' are not valid choices for this field.": "Có lựa chọn không có trong danh sách. Đồng chí chọn lại.",
    "Invalid Choice: could not coerce.": "Lựa chọn này không có trong danh sách. Đồng chí chọn lại.",
    "Number must be at least %(min)s.": "Số nhỏ nhất là %(min)s.",
    "Number must be at most %(max)s.": "Số lớn nhất là %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Nhập số từ %(min)s đến %(max)s.",
    "Field must be at least %(min)d characters long.": "Cần ít nhất %(min)d ký tự.",
    "Field cannot be longer than %(max)d characters.": "Dài nhất %(max)d ký tự.",
    "Field must be between %(min)d and %(max)d characters long.": "Cần từ %(min)d đến %(max)d ký tự.",
}
