"""The model of mood: which feelings a text shows, on which words."""
