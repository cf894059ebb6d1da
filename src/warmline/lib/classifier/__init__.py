"""Which of the owner's answers is right, and how sure is that? Pure arithmetic over texts and vectors, no tables."""
