"""Floor 14: the shell of every page: layout, menu, components, charts, error pages. Rooms give it data, never markup."""
