"""Floor 6: accounts, dated appointments and the audit trail; may not know training."""
