"""Does anything get lost when something breaks? Scripted faults under load; `make faults` runs them."""
