"""The ledger: what took place, what rules make of it, and the seals over both."""

from xueshi.ledger.models.entries import Book, Participation, Posting
from xueshi.ledger.models.meetings import Meeting, MeetingForm, MeetingState
from xueshi.ledger.models.seals import Block, Seal

__all__ = ["Block", "Book", "Meeting", "MeetingForm", "MeetingState", "Participation", "Posting", "Seal"]
