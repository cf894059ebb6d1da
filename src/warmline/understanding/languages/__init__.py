"""Which language is likeliest? A small model of runs of letters; see README.md."""
