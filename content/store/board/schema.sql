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
SET LOCAL search_path = pg_catalog, pg_temp;  -- nothing here is what somebody else has put into `public`

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

-- Whether a name is that of the connected role; its own name counts, too, for what was written before the server said
-- another, unless somebody else has it.
CREATE OR REPLACE FUNCTION briefmark.is_me(who text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$ SELECT who = briefmark.my_name() OR (who = session_user::text
     AND NOT EXISTS (SELECT FROM briefmark.names WHERE name = session_user::text AND role <> session_user)) $$;

-- Who made the annotation of that id, by the first record of it on the board; NULL when there is none. It is volatile,
-- so that it sees what was committed while its writer waited for the turn.
CREATE OR REPLACE FUNCTION briefmark.creator_of(wanted text) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$ SELECT creator FROM briefmark.records WHERE id = wanted AND NOT deletes ORDER BY seq LIMIT 1 $$;

-- What follows reads records as briefmark does (webannotation.py), so that nobody can write one that says one thing
-- here and another there. `jsonb` has the last of several values with one key, as JSON readers do.

-- The items of a value that may be missing, single or an array.
CREATE OR REPLACE FUNCTION briefmark.items(given jsonb) RETURNS SETOF jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS
$$ SELECT value FROM jsonb_array_elements(
     CASE jsonb_typeof(given) WHEN 'array' THEN given ELSE jsonb_build_array(given) END) $$;

-- A string, or the first string of an array; else NULL.
CREATE OR REPLACE FUNCTION briefmark.string(given jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS
$$ SELECT item #>> '{}' FROM briefmark.items(given) WITH ORDINALITY AS found (item, at)
   WHERE jsonb_typeof(item) = 'string' ORDER BY at LIMIT 1 $$;

-- The name of a creator or contributor: a string, an object, or the first of an array that has one; else empty.
CREATE OR REPLACE FUNCTION briefmark.agent(who jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT coalesce((
    SELECT said FROM briefmark.items(who) WITH ORDINALITY AS found (item, at),
      LATERAL (VALUES
        (1, CASE jsonb_typeof(item) WHEN 'string' THEN item #>> '{}' END),
        (2, CASE jsonb_typeof(item) WHEN 'object' THEN briefmark.string(item -> 'name') END),
        (3, CASE jsonb_typeof(item) WHEN 'object' THEN briefmark.string(item -> 'nickname') END),
        (4, CASE jsonb_typeof(item) WHEN 'object' THEN briefmark.string(item -> 'id') END)
      ) AS names (rank, said)
    WHERE btrim(said, E' \t\n\r\f\v') <> '' ORDER BY at, rank LIMIT 1), '')
$$;

-- The names that parts of a record are signed with: notes, tags and categories, and what was decided on a mark.
CREATE OR REPLACE FUNCTION briefmark.signers(record jsonb) RETURNS SETOF text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT name FROM (
    SELECT briefmark.agent(who) FROM briefmark.items(record -> 'body') AS body, briefmark.items(body -> 'creator') AS who
    WHERE jsonb_typeof(body) = 'object'
    UNION ALL SELECT briefmark.string(record #> '{decision,by}')
  ) AS signed (name) WHERE name <> ''
$$;

-- Whether each part of a record is signed by who is connected, or by somebody who has had a part in it already.
CREATE OR REPLACE FUNCTION briefmark.is_signed(wanted text, record jsonb) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT NOT EXISTS (
    SELECT FROM briefmark.signers(record) AS who WHERE NOT briefmark.is_me(who) AND NOT EXISTS (
      SELECT FROM briefmark.records AS known WHERE known.id = wanted AND (
        who IN (known.annotator, known.creator) OR who IN (SELECT briefmark.signers(known.record::jsonb)))))
$$;

-- The time that a string says; NULL when it cannot be read.
CREATE OR REPLACE FUNCTION briefmark.time_of(said text) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog SET timezone = 'UTC' AS $$
BEGIN
  RETURN CASE WHEN said ~ '^[0-9]{4}-' THEN said::timestamptz END;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END $$;

-- Writers take turns, from their insert to their commit. So a reader who has seen a number has seen all below it, and
-- a writer whose turn it is sees all that was committed. Only who may write can take the lock.
CREATE OR REPLACE FUNCTION briefmark.one_by_one() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'records are written in transactions that are READ COMMITTED' USING ERRCODE = '25000';
  END IF;
  LOCK TABLE briefmark.board IN SHARE ROW EXCLUSIVE MODE;
  RETURN NULL;
END $$;

-- Reads the columns of a record from the record, so that no column can say anything else.
CREATE OR REPLACE FUNCTION briefmark.take_record() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  given jsonb := NEW.record::jsonb;
  kinds text[] := ARRAY(
    SELECT item #>> '{}' FROM briefmark.items(given -> 'type') AS item WHERE jsonb_typeof(item) = 'string');
  times text[] := ARRAY[given ->> 'modified', given ->> 'deleted', given ->> 'created'];
  contributor text := briefmark.agent(given -> 'dcterms:contributor');
BEGIN
  IF ('Annotation' = ANY (kinds)) = ('Tombstone' = ANY (kinds)) OR kinds && '{AnnotationPage,AnnotationCollection}' THEN
    RAISE EXCEPTION 'a record is an annotation or a deletion' USING ERRCODE = 'check_violation';
  ELSIF jsonb_typeof(given -> 'id') IS DISTINCT FROM 'string' OR given ->> 'id' = '' THEN
    RAISE EXCEPTION 'a record has an id, which is a string' USING ERRCODE = 'check_violation';
  ELSIF EXISTS (SELECT FROM unnest(times) AS said WHERE said ~ '^[^0-9]*9[0-9]{3}') THEN
    RAISE EXCEPTION 'nothing could replace a record of that date' USING ERRCODE = 'check_violation';
  ELSIF octet_length(NEW.record::text) > 33554432 THEN
    RAISE EXCEPTION 'a record has at most 32 MiB' USING ERRCODE = 'program_limit_exceeded';
  END IF;
  NEW.seq := nextval('briefmark.seq');
  NEW.id := given ->> 'id';
  NEW.time := briefmark.time_of(coalesce(times[1], times[2], times[3]));
  NEW.creator := briefmark.agent(given -> 'creator');
  NEW.deletes := 'Tombstone' = ANY (kinds);
  NEW.annotator := CASE WHEN NEW.deletes OR contributor <> '' THEN contributor ELSE NEW.creator END;
  NEW.sha256 := substring(given #>> '{target,state,cached}' FROM '^urn:sha256:([0-9a-f]{64})$');
  NEW.digest := encode(sha256(convert_to(given::text, 'UTF8')), 'hex');
  NEW.role := session_user;
  NEW.written := clock_timestamp();
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION briefmark.take_text() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  given jsonb := NEW.record::jsonb;
BEGIN
  NEW.sha256 := encode(sha256(convert_to(given ->> 'value', 'UTF8')), 'hex');
  IF given -> 'type' IS DISTINCT FROM '"Text"' OR jsonb_typeof(given -> 'value') <> 'string' THEN
    RAISE EXCEPTION 'it is not a text' USING ERRCODE = 'check_violation';
  ELSIF given -> 'id' IS DISTINCT FROM to_jsonb('urn:sha256:' || NEW.sha256) THEN
    RAISE EXCEPTION 'a text does not match its hash' USING ERRCODE = 'check_violation';
  ELSIF octet_length(NEW.record::text) > 33554432 THEN
    RAISE EXCEPTION 'a text has at most 32 MiB' USING ERRCODE = 'program_limit_exceeded';
  END IF;
  NEW.seq := nextval('briefmark.seq');
  NEW.role := session_user;
  NEW.written := clock_timestamp();
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
      briefmark.is_me(annotator)
      AND CASE WHEN deletes THEN briefmark.is_me(coalesce(briefmark.creator_of(id), annotator))
          ELSE creator = coalesce(briefmark.creator_of(id), annotator) END
      AND briefmark.is_signed(id, record::jsonb))
  $policy$, annotator);
  EXECUTE format('CREATE POLICY curator ON briefmark.records FOR INSERT TO %I WITH CHECK (true)', curator);
  EXECUTE format('CREATE POLICY everybody_reads ON briefmark.texts FOR SELECT TO %I USING (true)', reader);
  EXECUTE format('CREATE POLICY annotators ON briefmark.texts FOR INSERT TO %I WITH CHECK (true)', annotator);
END $$;

ALTER TABLE briefmark.records ENABLE ROW LEVEL SECURITY;
ALTER TABLE briefmark.texts ENABLE ROW LEVEL SECURITY;

COMMIT;
