"""One file for each kind of list that an owner may bring in."""
