-- What was written before there was an index.
INSERT INTO search_entry (id, message_id, words)
SELECT search_key(m.at), m.id, search_vector(m.text, search_about(m.kind, m.conversation_id, m.person_id))
FROM conversations_message m WHERE NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.message_id = m.id)
ORDER BY m.at, m.conversation_id, m.number;

INSERT INTO search_entry (id, note_id, words)
SELECT search_key(n.at), n.id, search_vector(n.text, search_about('note', n.conversation_id, n.person_id))
FROM conversations_note n WHERE NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.note_id = n.id)
ORDER BY n.at, n.id;

INSERT INTO search_entry (id, customer_id, words)
SELECT -c.id, c.id, search_vector(concat_ws(' ', c.name, c.email, c.phone, c.address, c.note), ARRAY['=kcustomer'])
FROM customers_customer c WHERE NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.customer_id = c.id);
