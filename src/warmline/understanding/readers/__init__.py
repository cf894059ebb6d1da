"""One file per signal: what it reads, on which words."""
