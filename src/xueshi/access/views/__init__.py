"""Pages of signing in, of accounts and appointments, of approvals and of the access review."""
