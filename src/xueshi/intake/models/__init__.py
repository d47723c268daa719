"""Files that were handed in, the long work done with them, and imports."""

from xueshi.intake.models.imports import ColumnMapping, Import, ImportState, ImportStep
from xueshi.intake.models.jobs import Job, JobState
from xueshi.intake.models.uploads import Upload, UploadState

__all__ = [
    "ColumnMapping",
    "Import",
    "ImportState",
    "ImportStep",
    "Job",
    "JobState",
    "Upload",
    "UploadState",
]
