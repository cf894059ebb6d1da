"""Django's SQLite, with the writers of one process in line: a database engine (settings.py names it)."""
