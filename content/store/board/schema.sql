-- A board of Briefmark: the annotations of a team, in one PostgreSQL database (14 or later).
--
--     createdb board
--     briefmark board --schema | psql -d board
--
-- Run it as the owner of the database, once more after an upgrade: it changes nothing that is there. A board is a
-- database, and who may do what on it are three roles named after it, which people's own roles are granted:
--
--     GRANT board_reader    TO rita;     -- reads
--     GRANT board_annotator TO jane;     -- reads; writes in her own name, and deletes what she made herself
--     GRANT board_curator   TO carl;     -- reads; writes and deletes whatever there is, as merging files needs
--
-- Everybody writes in the name of their role, or in the name that this table gives it:
--
--     INSERT INTO briefmark.names VALUES ('jane', 'Jane Doe');
--
-- Nobody, the curator included, can change or remove a record: the table is append-only, like an annotation file.
-- Roles with SUPERUSER or BYPASSRLS are outside all of this: give them to nobody who annotates.

BEGIN;
SET LOCAL client_min_messages = warning;

-- The roles, named after the database.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['reader', 'annotator', 'curator'] LOOP
    wanted := current_database() || '_' || wanted;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    END IF;
  END LOOP;
  EXECUTE format('GRANT %I TO %I', current_database() || '_reader', current_database() || '_annotator');
  EXECUTE format('GRANT %I TO %I', current_database() || '_annotator', current_database() || '_curator');
END $$;

CREATE SCHEMA IF NOT EXISTS briefmark;

-- Which board this is: a copy that was made of another one starts anew.
CREATE TABLE IF NOT EXISTS briefmark.board (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  version integer NOT NULL DEFAULT 1,
  single  boolean NOT NULL DEFAULT true UNIQUE CHECK (single)
);
INSERT INTO briefmark.board DEFAULT VALUES ON CONFLICT DO NOTHING;

-- The names in which roles write, where these are not the names of the roles.
CREATE TABLE IF NOT EXISTS briefmark.names (
  role name PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name <> '')
);

-- One order for records and texts, which is the order in which they were committed (see briefmark.one_by_one).
CREATE SEQUENCE IF NOT EXISTS briefmark.seq;

-- The records: annotations and deletions, as they are in an annotation file. The columns are read from the record.
CREATE TABLE IF NOT EXISTS briefmark.records (
  seq       bigint PRIMARY KEY,
  id        text,                 -- of the annotation
  time      timestamptz,          -- of this version of it
  annotator text NOT NULL,        -- who made this version
  creator   text NOT NULL,        -- who made the annotation; empty for a deletion
  deletes   boolean NOT NULL,     -- whether it is a deletion
  sha256    text,                 -- of the text that it was made on
  record    json NOT NULL,
  digest    text NOT NULL UNIQUE, -- the same record once more adds nothing
  role      name NOT NULL,        -- whose connection wrote it
  written   timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS records_id ON briefmark.records (id, seq);

-- The texts that annotations were made on, by their hash.
CREATE TABLE IF NOT EXISTS briefmark.texts (
  sha256  text PRIMARY KEY,
  seq     bigint NOT NULL UNIQUE,
  record  json NOT NULL,
  role    name NOT NULL,
  written timestamptz NOT NULL
);

-- The name in which the connected role writes. A role that was taken on with SET ROLE does not count.
CREATE OR REPLACE FUNCTION briefmark.my_name() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$ SELECT coalesce((SELECT name FROM briefmark.names WHERE role = session_user), session_user::text) $$;

-- Who made the annotation of that id, by the first record of it on the board; NULL when there is none.
CREATE OR REPLACE FUNCTION briefmark.creator_of(wanted text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$ SELECT creator FROM briefmark.records WHERE id = wanted AND NOT deletes ORDER BY seq LIMIT 1 $$;

-- The name of a creator or contributor: a string, an object, or the first of an array that has one; else empty.
CREATE OR REPLACE FUNCTION briefmark.agent(who json) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog AS $$
DECLARE
  item json;
  found text;
BEGIN
  FOR item IN SELECT value FROM json_array_elements(
    CASE json_typeof(who) WHEN 'array' THEN who ELSE json_build_array(who) END)
  LOOP
    found := CASE json_typeof(item)
      WHEN 'string' THEN nullif(btrim(item #>> '{}'), '')
      WHEN 'object' THEN coalesce(
        nullif(btrim(item ->> 'name'), ''), nullif(btrim(item ->> 'nickname'), ''), nullif(btrim(item ->> 'id'), ''))
    END;
    IF found IS NOT NULL THEN
      RETURN found;
    END IF;
  END LOOP;
  RETURN '';
END $$;

-- Writers take turns, from their insert to their commit. So a reader who has seen a number has seen all below it.
CREATE OR REPLACE FUNCTION briefmark.one_by_one() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('briefmark', 0));
  RETURN NULL;
END $$;

-- Reads the columns of a record from the record, so that no column can say anything else.
CREATE OR REPLACE FUNCTION briefmark.take_record() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  contributor text := briefmark.agent(NEW.record -> 'dcterms:contributor');
BEGIN
  NEW.seq := nextval('briefmark.seq');
  NEW.id := NEW.record ->> 'id';
  NEW.time := coalesce(NEW.record ->> 'modified', NEW.record ->> 'deleted', NEW.record ->> 'created');
  NEW.creator := briefmark.agent(NEW.record -> 'creator');
  NEW.annotator := coalesce(nullif(contributor, ''), NEW.creator);
  NEW.deletes := coalesce(NEW.record ->> 'type', '') LIKE '%Tombstone%';
  NEW.sha256 := substring(NEW.record #>> '{target,state,cached}' FROM '^urn:sha256:([0-9a-f]{64})$');
  NEW.digest := encode(sha256(convert_to(NEW.record::jsonb::text, 'UTF8')), 'hex');
  NEW.role := session_user;
  NEW.written := clock_timestamp();
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION briefmark.take_text() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  NEW.seq := nextval('briefmark.seq');
  NEW.sha256 := encode(sha256(convert_to(NEW.record ->> 'value', 'UTF8')), 'hex');
  NEW.role := session_user;
  NEW.written := clock_timestamp();
  IF NEW.record ->> 'id' IS DISTINCT FROM 'urn:sha256:' || NEW.sha256 THEN
    RAISE EXCEPTION 'a text does not match its hash' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- Tells all who listen the last number, and nothing of what was written.
CREATE OR REPLACE FUNCTION briefmark.tell() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  last bigint := (SELECT max(seq) FROM new_rows);
BEGIN
  IF last IS NOT NULL THEN
    PERFORM pg_notify('briefmark', last::text);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER one_by_one BEFORE INSERT ON briefmark.records
  FOR EACH STATEMENT EXECUTE FUNCTION briefmark.one_by_one();
CREATE OR REPLACE TRIGGER one_by_one BEFORE INSERT ON briefmark.texts
  FOR EACH STATEMENT EXECUTE FUNCTION briefmark.one_by_one();
CREATE OR REPLACE TRIGGER take BEFORE INSERT ON briefmark.records
  FOR EACH ROW EXECUTE FUNCTION briefmark.take_record();
CREATE OR REPLACE TRIGGER take BEFORE INSERT ON briefmark.texts
  FOR EACH ROW EXECUTE FUNCTION briefmark.take_text();
CREATE OR REPLACE TRIGGER tell AFTER INSERT ON briefmark.records
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION briefmark.tell();

-- Rights: nobody has any but by the three roles; nobody at all may change or remove.
REVOKE ALL ON SCHEMA briefmark FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA briefmark FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA briefmark FROM PUBLIC;

DO $$
DECLARE
  reader name := current_database() || '_reader';
  annotator name := current_database() || '_annotator';
  curator name := current_database() || '_curator';
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA briefmark TO %I', reader);
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA briefmark TO %I', reader);
  EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA briefmark TO %I', reader);
  EXECUTE format('GRANT INSERT (record) ON briefmark.records, briefmark.texts TO %I', annotator);
  EXECUTE format('GRANT USAGE ON SEQUENCE briefmark.seq TO %I', annotator);

  DROP POLICY IF EXISTS everybody_reads ON briefmark.records;
  DROP POLICY IF EXISTS own_name ON briefmark.records;
  DROP POLICY IF EXISTS curator ON briefmark.records;
  DROP POLICY IF EXISTS everybody_reads ON briefmark.texts;
  DROP POLICY IF EXISTS annotators ON briefmark.texts;
  EXECUTE format('CREATE POLICY everybody_reads ON briefmark.records FOR SELECT TO %I USING (true)', reader);
  -- In one's own name; a version of somebody else's annotation says who that is, and deleting is for what is one's own.
  EXECUTE format($policy$
    CREATE POLICY own_name ON briefmark.records FOR INSERT TO %I WITH CHECK (
      annotator = briefmark.my_name()
      AND CASE WHEN deletes THEN coalesce(briefmark.creator_of(id), annotator) = annotator
          ELSE creator = coalesce(briefmark.creator_of(id), annotator) END)
  $policy$, annotator);
  EXECUTE format('CREATE POLICY curator ON briefmark.records FOR INSERT TO %I WITH CHECK (true)', curator);
  EXECUTE format('CREATE POLICY everybody_reads ON briefmark.texts FOR SELECT TO %I USING (true)', reader);
  EXECUTE format('CREATE POLICY annotators ON briefmark.texts FOR INSERT TO %I WITH CHECK (true)', annotator);
END $$;

ALTER TABLE briefmark.records ENABLE ROW LEVEL SECURITY;
ALTER TABLE briefmark.texts ENABLE ROW LEVEL SECURITY;

COMMIT;
