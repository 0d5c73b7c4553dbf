-- PostgreSQL has uuidv7() since its version 18; the versions before get one here. RFC 9562, section 5.7:
-- 48 bits of milliseconds, the version, 12 bits of the fraction of the millisecond (section 6.2,
-- method 3), the variant, and 62 bits by chance. Where the server has its own, that one is found first.
DO $$
BEGIN
  IF to_regproc('pg_catalog.uuidv7') IS NULL THEN
    CREATE FUNCTION public.uuidv7() RETURNS uuid
    LANGUAGE sql VOLATILE PARALLEL SAFE
    SET search_path = pg_catalog
    AS $f$
      SELECT encode(
        substring(int8send(t.us / 1000) FROM 3)
          || substring(int8send(x'7000'::bigint | ((t.us % 1000) * 4096 / 1000)) FROM 7)
          || substring(uuid_send(gen_random_uuid()) FROM 9), 'hex')::uuid
      FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us) t
    $f$;
    GRANT EXECUTE ON FUNCTION public.uuidv7() TO freehold_app, freehold_privileged;
  END IF;
END $$;

-- Nor do they let statistics be told. What is told with it in the next migration they find out for
-- themselves when they first analyse; here it goes by, and is gone again with before_postgresql_18_held.
DO $$
BEGIN
  IF to_regproc('pg_catalog.pg_restore_attribute_stats') IS NULL THEN
    CREATE FUNCTION public.pg_restore_attribute_stats(
      text, text, text, text, text, text, text, boolean, text, real, text, integer, text, real
    ) RETURNS boolean LANGUAGE sql AS 'SELECT false';
  END IF;
END $$;
