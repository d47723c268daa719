"""Floor 2: plans as code - packs, their loader, the judge for one person and the compiler for a population; may know only the kernel."""
