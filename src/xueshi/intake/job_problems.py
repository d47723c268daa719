"""The mistakes that jobs and kept files can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

GIVEN_UP = Problem(
    "JOB-001",
    zh="任务中断 {attempts} 次，已停止重试",
    en="the job broke off {attempts} times and was given up",
    allowed_zh="查看日志后重新提交",
    allowed_en="a look at the log, then a new job",
)
BROKEN = Problem(
    "JOB-002",
    zh="任务 {number} 因程序错误中止，已写入日志",
    en="job {number} stopped through a fault of the program, which the log describes",
    allowed_zh="将任务编号告知管理员",
    allowed_en="telling the administrator the number of the job",
)
KEPT_FILE_CHANGED = Problem(
    "JOB-003",
    zh="文件“{name}”与上传时不一致或已不存在",
    en="the file “{name}” is gone or no longer what was uploaded",
    allowed_zh="重新上传",
    allowed_en="uploading it again",
)
