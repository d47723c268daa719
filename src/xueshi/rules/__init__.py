"""Floor 2: plans as code - packs, loader, the judge of one person, the compiler for all; may know only the kernel."""
