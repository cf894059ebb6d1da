-- The text index on PostgreSQL: tsvector and GIN behind triggers. docs/decisions/0007-search.md says why it is so.

ALTER TABLE search_entry ADD COLUMN IF NOT EXISTS words tsvector NOT NULL DEFAULT ''::tsvector;
CREATE INDEX IF NOT EXISTS search_entry_words ON search_entry USING gin (words);
CREATE SEQUENCE IF NOT EXISTS search_order;

-- Small letters without accents, everything that is neither letter nor digit a space: as SQLite's unicode61 does.
CREATE OR REPLACE FUNCTION search_fold(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(
        regexp_replace(lower(normalize(given, NFKD)), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g')
$$;
CREATE OR REPLACE FUNCTION search_vector(given text, about text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple', search_fold(given)) || array_to_tsvector(about)
$$;
CREATE OR REPLACE FUNCTION search_key(at timestamptz) RETURNS bigint LANGUAGE sql AS $$
    SELECT least(greatest(floor(extract(epoch FROM at))::bigint, 1), 4000000000) * 2147483648
        + nextval('search_order') % 2147483648
$$;
CREATE OR REPLACE FUNCTION search_about(kind text, conversation uuid, person bigint) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_remove(
        ARRAY['=k' || kind, '=c' || left(replace(conversation::text, '-', ''), 16), '=p' || person::text], NULL)
$$;

CREATE OR REPLACE FUNCTION search_keep_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO search_entry (id, message_id, words) VALUES (search_key(NEW.at), NEW.id,
            search_vector(NEW.text, search_about(NEW.kind, NEW.conversation_id, NEW.person_id)));
    ELSIF TG_OP = 'UPDATE' THEN
        UPDATE search_entry SET words = search_vector(
            NEW.text, search_about(NEW.kind, NEW.conversation_id, NEW.person_id)) WHERE message_id = NEW.id;
    ELSE
        DELETE FROM search_entry WHERE message_id = OLD.id;
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION search_keep_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO search_entry (id, note_id, words) VALUES (search_key(NEW.at), NEW.id,
            search_vector(NEW.text, search_about('note', NEW.conversation_id, NEW.person_id)));
    ELSIF TG_OP = 'UPDATE' THEN
        UPDATE search_entry SET words = search_vector(
            NEW.text, search_about('note', NEW.conversation_id, NEW.person_id)) WHERE note_id = NEW.id;
    ELSE
        DELETE FROM search_entry WHERE note_id = OLD.id;
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION search_keep_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM search_entry WHERE customer_id = OLD.id;
        RETURN OLD;
    END IF;
    INSERT INTO search_entry (id, customer_id, words) VALUES (-NEW.id, NEW.id, search_vector(
        concat_ws(' ', NEW.name, NEW.email, NEW.phone, NEW.address, NEW.note), ARRAY['=kcustomer']))
    ON CONFLICT (id) DO UPDATE SET words = excluded.words;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER search_message_kept AFTER INSERT OR UPDATE OF text, kind, person_id, conversation_id
    ON conversations_message FOR EACH ROW EXECUTE FUNCTION search_keep_message();
CREATE OR REPLACE TRIGGER search_message_gone BEFORE DELETE ON conversations_message
    FOR EACH ROW EXECUTE FUNCTION search_keep_message();
CREATE OR REPLACE TRIGGER search_note_kept AFTER INSERT OR UPDATE OF text, person_id, conversation_id
    ON conversations_note FOR EACH ROW EXECUTE FUNCTION search_keep_note();
CREATE OR REPLACE TRIGGER search_note_gone BEFORE DELETE ON conversations_note
    FOR EACH ROW EXECUTE FUNCTION search_keep_note();
CREATE OR REPLACE TRIGGER search_customer_kept AFTER INSERT OR UPDATE OF name, email, phone, address, note
    ON customers_customer FOR EACH ROW EXECUTE FUNCTION search_keep_customer();
CREATE OR REPLACE TRIGGER search_customer_gone BEFORE DELETE ON customers_customer
    FOR EACH ROW EXECUTE FUNCTION search_keep_customer();
