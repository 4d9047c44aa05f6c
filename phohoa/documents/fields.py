"""The names of the signature fields in our papers."""

SIGNATURE_FIELD, SEAL_FIELD = "ChuKyNguoiKy", "ConDau"
