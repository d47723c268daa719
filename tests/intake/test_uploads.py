"""Files kept as they were handed in."""

import hashlib
from pathlib import Path

import pytest

from tests.offices import TODAY, account, branch, officer, secretary
from xueshi.access.actors import witness
from xueshi.access.models import AuditRecord
from xueshi.intake.gates import upload_for, visible_uploads
from xueshi.intake.models import Upload, UploadState
from xueshi.intake.uploads import opened, upload_keep, upload_mark
from xueshi.kernel.actors import Actor, NotAllowedError, NotFoundError
from xueshi.kernel.errors import XueshiError

pytestmark = pytest.mark.django_db
CHUNKS = (b"PK\x03", b"\x04rest")


@pytest.fixture
def by(settings, tmp_path) -> Actor:
    settings.XUESHI_DATA = tmp_path
    return officer(branch(), account=account().pk)


def kept_files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "uploads").glob("*"))


def test_a_file_is_kept_under_its_hash_and_opened_under_its_name(by, tmp_path):
    upload = upload_keep("名册.xlsx", CHUNKS, kind="roster", by=by)

    assert upload.sha256 == hashlib.sha256(b"".join(CHUNKS)).hexdigest()
    assert (upload.size, upload.state) == (8, UploadState.KEPT)
    assert kept_files(tmp_path) == [upload.sha256]
    with opened(upload) as path:
        assert (path.name, path.read_bytes()) == ("名册.xlsx", b"PK\x03\x04rest")
    assert kept_files(tmp_path) == [upload.sha256]


def test_a_name_with_folders_loses_them(by):
    assert upload_keep("../../etc/passwd", CHUNKS, kind="roster", by=by).name == "passwd"


@pytest.mark.parametrize(
    ("name", "kept"),
    [("册" * 83 + ".csv", "册" * 83 + ".csv"), ("册" * 84 + ".csv", "册" * 83 + ".csv"), ("a" * 300, "a" * 255)],
)
def test_a_long_name_is_cut_before_its_ending(by, name, kept):
    upload = upload_keep(name, CHUNKS, kind="roster", by=by)

    assert upload.name == kept
    with opened(upload) as path:
        assert path.name == kept


def test_the_same_bytes_are_kept_once(by, tmp_path):
    upload_keep("a.xlsx", CHUNKS, kind="roster", by=by)
    upload_keep("b.xlsx", CHUNKS, kind="roster", by=by)

    assert len(kept_files(tmp_path)) == 1
    assert Upload.objects.count() == 2


def test_a_kept_file_that_was_altered_is_not_opened(by, tmp_path):
    upload = upload_keep("a.xlsx", CHUNKS, kind="roster", by=by)
    (tmp_path / "uploads" / upload.sha256).write_bytes(b"other")

    with pytest.raises(XueshiError) as refused, opened(upload):
        pass

    assert refused.value.code == "JOB-003"


def test_who_may_not_import_keeps_no_file(by, tmp_path):
    clerk = secretary(branch("另一支部"), account=by.account)
    stranger = Actor(by.account, TODAY, (), witness())

    for one in (clerk, stranger):
        with pytest.raises(NotAllowedError):
            upload_keep("a.xlsx", CHUNKS, kind="roster", by=one)

    assert kept_files(tmp_path) == []
    assert not Upload.objects.exists()


def test_uploads_of_others_are_not_found(by):
    upload = upload_keep("a.xlsx", CHUNKS, kind="roster", by=by)
    other = officer(branch("另一支部"), account=by.account + 1)

    assert upload_for(by, upload.number) == upload
    assert not visible_uploads(other).exists()
    with pytest.raises(NotFoundError):
        upload_for(other, upload.number)


def test_the_state_of_a_file_is_recorded(by):
    upload = upload_keep("a.xlsx", CHUNKS, kind="roster", by=by)

    upload_mark(upload, UploadState.LOADED, by=by)

    assert Upload.objects.get().state == "loaded"


def test_a_kept_file_that_is_gone_is_not_opened(by, tmp_path):
    upload = upload_keep("名册.xlsx", CHUNKS, kind="roster", by=by)
    (tmp_path / "uploads" / upload.sha256).unlink()

    with pytest.raises(XueshiError) as refused, opened(upload):
        pass

    assert (refused.value.code, refused.value.what("zh")) == ("JOB-003", "文件“名册.xlsx”与上传时不一致或已不存在")


def test_an_upload_that_breaks_off_leaves_nothing(by, tmp_path):
    def breaking():
        yield b"PK"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        upload_keep("a.xlsx", breaking(), kind="roster", by=by)

    assert kept_files(tmp_path) == []
    assert not Upload.objects.exists()


def test_an_empty_file_is_kept_like_any_other(by):
    upload = upload_keep("a.csv", (), kind="register", by=by)

    with opened(upload) as path:
        assert path.read_bytes() == b""
    assert upload.size == 0


def test_a_failure_of_the_reader_still_clears_the_opened_name(by, tmp_path):
    upload = upload_keep("a.xlsx", CHUNKS, kind="roster", by=by)

    with pytest.raises(ZeroDivisionError), opened(upload):
        raise ZeroDivisionError

    assert kept_files(tmp_path) == [upload.sha256]


def test_keeping_and_marking_are_on_the_trail(by):
    upload = upload_keep("a.xlsx", CHUNKS, kind="roster", by=by)

    upload_mark(upload, UploadState.CHECKED, by=by)

    trail = AuditRecord.objects.filter(kind="upload").order_by("pk")
    assert [(record.verb, record.thing, record.facts) for record in trail] == [
        ("upload.kept", upload.number, {"sha256": upload.sha256, "size": 8}),
        ("upload.checked", upload.number, {}),
    ]


def test_an_unknown_upload_is_not_found_in_the_words_of_a_hidden_one(by):
    upload = upload_keep("a.xlsx", CHUNKS, kind="roster", by=by)
    other = officer(branch("另一支部"), account=by.account + 1)

    with pytest.raises(NotFoundError) as hidden:
        upload_for(other, upload.number)
    with pytest.raises(NotFoundError) as absent:
        upload_for(by, "0" * 16)

    assert hidden.value.line() == absent.value.line()


def test_an_upload_is_called_by_the_name_of_its_file(by):
    assert str(upload_keep("名册.xlsx", CHUNKS, kind="roster", by=by)) == "名册.xlsx"
