"""Why a document could not be made, signed or read; texts/documents.py words each code."""


class DocumentError(Exception):
    """Base of every refusal of this package; `code` is a key of texts.documents.PROBLEMS."""

    code = "document_failed"


class ForeignLetter(DocumentError):
    """The text holds a letter that the bundled fonts cannot draw."""

    code = "foreign_letter"

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.point = f"U+{ord(letter):04X}"
        super().__init__(f"no glyph for {letter!r} ({self.point})")


class TooLarge(DocumentError):
    """The content is longer than any paper of the ward can be."""

    code = "too_large"


class RenderFailed(DocumentError):
    """The drawing engine warned or failed; its words are in the message, for the log only."""

    code = "render_failed"


class TookTooLong(DocumentError):
    """The child process did not answer in time and was ended."""

    code = "took_too_long"


class ChildFailed(DocumentError):
    """The child process ended without an answer, for example out of memory."""

    code = "child_failed"


class Busy(DocumentError):
    """As many drafts are being made as may be at once; come again in a moment."""

    code = "drafts_busy"


class KeyProblem(DocumentError):
    """Base of what can be wrong with a signing key."""

    code = "key_unfit"


class NotAKeyFile(KeyProblem):
    """The file is not a PKCS#12 file with one private key and its certificate."""

    code = "not_a_key_file"


class WrongPassphrase(KeyProblem):
    """The passphrase does not open the key file."""

    code = "wrong_passphrase"


class KeyExpired(KeyProblem):
    """The certificate had expired at the time of signing."""

    code = "key_expired"


class KeyNotYetValid(KeyProblem):
    """The certificate is not valid yet at the time of signing."""

    code = "key_not_yet_valid"


class KeyUnfit(KeyProblem):
    """The certificate is not meant for signing documents."""

    code = "key_unfit"


class KeyRevoked(KeyProblem):
    """A revocation list at hand names the certificate."""

    code = "key_revoked"


class SecretPaper(DocumentError):
    """The paper bears a mark of secrecy: such papers are signed by hand only (HD 03-HD/VPTW, 2021)."""

    code = "secret_paper"


class TimeStampFailed(DocumentError):
    """The server that stamps the time did not answer, or not as it should."""

    code = "time_stamp_failed"


class TokenMissing(DocumentError):
    """No token is there: the library, or the token of that label."""

    code = "token_missing"


class TokenKeyMissing(DocumentError):
    """The token does not hold that certificate with its key."""

    code = "token_key_missing"


class TokenFailed(DocumentError):
    """The token refused, for another reason than its PIN."""

    code = "token_failed"


class WrongPin(DocumentError):
    """The token does not take the PIN; after some tries it locks itself."""

    code = "wrong_pin"


class PinLocked(DocumentError):
    """The token has locked itself."""

    code = "pin_locked"


class FieldMissing(DocumentError):
    """The PDF has no empty signature field of that name."""

    code = "field_missing"


class NotASheet(DocumentError):
    """The file is no workbook that can be read."""

    code = "not_a_sheet"


class SheetUnsafe(DocumentError):
    """The workbook holds what a plain table does not: macros, entities, parts of others."""

    code = "sheet_unsafe"


class SheetTooLarge(DocumentError):
    """The workbook unpacks to more than any list of the ward."""

    code = "sheet_too_large"


class PaperRefused(DocumentError):
    """An existing paper is not read; the code is a key of texts.importing.REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_BY_CODE: dict[str, type[DocumentError]] = {
    error.code: error
    for error in (
        *(TooLarge, RenderFailed, ChildFailed, FieldMissing, NotASheet, SheetUnsafe, SheetTooLarge),
        *(SecretPaper, TimeStampFailed, TokenMissing, TokenKeyMissing, TokenFailed, WrongPin, PinLocked),
    )
}


def refusal(code: str, detail: str) -> DocumentError:
    """The exception that a refusal of the child process stands for."""
    if code == ForeignLetter.code:
        return ForeignLetter(detail)
    return _BY_CODE.get(code, RenderFailed)(detail)
