-- What was written before there was an index, or while a migration had its triggers taken away.
INSERT INTO search_entry (id, message_id)
SELECT min(max(COALESCE(CAST(strftime('%s', m.at) AS INTEGER), 1), 1), 4000000000) * 2147483648
    + (SELECT COALESCE(max(id & 2147483647), 0) FROM search_entry WHERE id > 0)
    + row_number() OVER (ORDER BY m.at, m.conversation_id, m.number), m.id
FROM conversations_message m WHERE NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.message_id = m.id)
ORDER BY m.at, m.conversation_id, m.number;

INSERT INTO search_entry (id, note_id)
SELECT min(max(COALESCE(CAST(strftime('%s', n.at) AS INTEGER), 1), 1), 4000000000) * 2147483648
    + (SELECT COALESCE(max(id & 2147483647), 0) FROM search_entry WHERE id > 0)
    + row_number() OVER (ORDER BY n.at, n.id), n.id
FROM conversations_note n WHERE NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.note_id = n.id)
ORDER BY n.at, n.id;

INSERT INTO search_entry (id, customer_id)
SELECT -c.id, c.id FROM customers_customer c
WHERE NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.customer_id = c.id) ORDER BY c.id DESC;
