"""One file per rule of handoff: when it speaks, what it says, how much it weighs."""
