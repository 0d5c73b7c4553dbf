-- unsafe-ok: it keeps nobody apart.
-- Was there for one migration, on servers that have none of their own.
DROP FUNCTION IF EXISTS public.pg_restore_attribute_stats(
  text, text, text, text, text, text, text, boolean, text, real, text, integer, text, real
);
