"""Floor 14: settings, addresses and the processes that serve them."""
