-- The text index on SQLite: FTS5 behind triggers. docs/decisions/0007-search.md says why it is built like this.

CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(
    words, about, tokenize = 'unicode61 remove_diacritics 2', columnsize = 0, prefix = '2 3'
);

-- What waits, and by what it is found. about: who speaks (k...), which person (p...), in which conversation (c...).
CREATE VIEW IF NOT EXISTS search_source AS
SELECT e.id AS entry_id, m.text AS words,
    'k' || m.kind || ' c' || substr(m.conversation_id, 1, 16) || COALESCE(' p' || m.person_id, '') AS about
FROM search_waiting w CROSS JOIN search_entry e ON e.id = w.entry_id CROSS JOIN conversations_message m ON m.id = e.message_id
UNION ALL
SELECT e.id, n.text, 'knote c' || substr(n.conversation_id, 1, 16) || ' p' || n.person_id
FROM search_waiting w CROSS JOIN search_entry e ON e.id = w.entry_id CROSS JOIN conversations_note n ON n.id = e.note_id
UNION ALL
SELECT e.id, c.name || ' ' || COALESCE(c.email, '') || ' ' || c.phone || ' ' || c.address || ' ' || c.note, 'kcustomer'
FROM search_waiting w CROSS JOIN search_entry e ON e.id = w.entry_id CROSS JOIN customers_customer c ON c.id = e.customer_id;

-- The key of an entry: its second in the upper bits, the place within that second in the lower 31.
CREATE TRIGGER IF NOT EXISTS search_message_added AFTER INSERT ON conversations_message BEGIN
    INSERT INTO search_entry (id, message_id)
    SELECT COALESCE((SELECT max(id) + 1 FROM search_entry WHERE id >= second AND id < second + 2147483648), second), NEW.id
    FROM (SELECT min(max(COALESCE(CAST(strftime('%s', NEW.at) AS INTEGER), 1), 1), 4000000000) * 2147483648 AS second);
END;
CREATE TRIGGER IF NOT EXISTS search_note_added AFTER INSERT ON conversations_note BEGIN
    INSERT INTO search_entry (id, note_id)
    SELECT COALESCE((SELECT max(id) + 1 FROM search_entry WHERE id >= second AND id < second + 2147483648), second), NEW.id
    FROM (SELECT min(max(COALESCE(CAST(strftime('%s', NEW.at) AS INTEGER), 1), 1), 4000000000) * 2147483648 AS second);
END;
CREATE TRIGGER IF NOT EXISTS search_customer_added AFTER INSERT ON customers_customer BEGIN
    INSERT INTO search_entry (id, customer_id) VALUES (-NEW.id, NEW.id);
END;

CREATE TRIGGER IF NOT EXISTS search_entry_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_waiting (entry_id) VALUES (NEW.id);
END;

-- Words one by one cost many times what they cost by the batch.
CREATE TRIGGER IF NOT EXISTS search_waiting_full AFTER INSERT ON search_waiting
WHEN (SELECT count(*) FROM search_waiting) >= 256 BEGIN
    INSERT INTO search_words (rowid, words, about)
    SELECT entry_id, words, about FROM search_source ORDER BY entry_id;
    DELETE FROM search_waiting;
END;

CREATE TRIGGER IF NOT EXISTS search_message_changed
AFTER UPDATE OF text, kind, person_id, conversation_id ON conversations_message
WHEN OLD.text IS NOT NEW.text OR OLD.kind IS NOT NEW.kind OR OLD.person_id IS NOT NEW.person_id
    OR OLD.conversation_id IS NOT NEW.conversation_id BEGIN
    DELETE FROM search_words WHERE rowid = (SELECT id FROM search_entry WHERE message_id = NEW.id);
    INSERT OR IGNORE INTO search_waiting (entry_id) SELECT id FROM search_entry WHERE message_id = NEW.id;
END;
CREATE TRIGGER IF NOT EXISTS search_note_changed AFTER UPDATE OF text, person_id, conversation_id ON conversations_note
WHEN OLD.text IS NOT NEW.text OR OLD.person_id IS NOT NEW.person_id
    OR OLD.conversation_id IS NOT NEW.conversation_id BEGIN
    DELETE FROM search_words WHERE rowid = (SELECT id FROM search_entry WHERE note_id = NEW.id);
    INSERT OR IGNORE INTO search_waiting (entry_id) SELECT id FROM search_entry WHERE note_id = NEW.id;
END;
CREATE TRIGGER IF NOT EXISTS search_customer_changed
AFTER UPDATE OF name, email, phone, address, note ON customers_customer BEGIN
    DELETE FROM search_words WHERE rowid = -NEW.id;
    INSERT OR IGNORE INTO search_waiting (entry_id) VALUES (-NEW.id);
END;

CREATE TRIGGER IF NOT EXISTS search_message_gone BEFORE DELETE ON conversations_message BEGIN
    DELETE FROM search_entry WHERE message_id = OLD.id;
END;
CREATE TRIGGER IF NOT EXISTS search_note_gone BEFORE DELETE ON conversations_note BEGIN
    DELETE FROM search_entry WHERE note_id = OLD.id;
END;
CREATE TRIGGER IF NOT EXISTS search_customer_gone BEFORE DELETE ON customers_customer BEGIN
    DELETE FROM search_entry WHERE customer_id = OLD.id;
END;
CREATE TRIGGER IF NOT EXISTS search_entry_gone BEFORE DELETE ON search_entry BEGIN
    DELETE FROM search_waiting WHERE entry_id = OLD.id;
    DELETE FROM search_words WHERE rowid = OLD.id;
END;
