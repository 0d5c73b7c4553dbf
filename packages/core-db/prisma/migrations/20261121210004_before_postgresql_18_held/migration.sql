-- unsafe-ok: it keeps nobody apart.
-- Was there for one migration, on servers that have none of their own.
DROP FUNCTION IF EXISTS public.pg_restore_attribute_stats(
  text, text, text, text, text, text, text, boolean, text, real, text, integer, text, real
);

-- Before PostgreSQL 18 a plan that is held to an index has, on paper, a cost at which it is compiled
-- anew each time, which takes a thousand times what it runs.
DO $$
DECLARE
  held regprocedure;
BEGIN
  FOR held IN
    SELECT p.oid FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND array_to_string(p.proconfig, ' ') ~ '\menable_'
      AND array_to_string(p.proconfig, ' ') !~ '\mjit='
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET jit = off', held);
  END LOOP;
END $$;
