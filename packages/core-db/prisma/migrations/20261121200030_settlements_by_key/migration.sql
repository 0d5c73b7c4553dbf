-- Notes that the ledger carried commands out, and the audit row for those whose lease held, in one
-- call. Each command is looked up by its key: the plan is made with nothing else to choose from, for
-- one that is kept from a time when the table was empty, or the list short, would compare each
-- command with each of the list.
--
-- `commands`, `lease_numbers`, `tx_ids` and `blocks` are of one length. Gives the commands whose lease
-- is somebody else's by now; nothing was written for them.
CREATE FUNCTION commit_outbox_commands(
  commands uuid[], lease_numbers integer[], tx_ids text[], blocks bigint[], audit jsonb
)
RETURNS uuid[]
LANGUAGE plpgsql
SET search_path = pg_catalog, public
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_bitmapscan = off
AS $$
DECLARE
  done uuid[];
  types text[];
  done_blocks bigint[];
BEGIN
  WITH done AS (
    UPDATE "OutboxCommand" c
    SET "status" = 'COMMITTED', "restingStatus" = 'COMMITTED', "fabricTxId" = g."txId",
        "commitBlock" = g."block", "errorCode" = NULL, "error" = NULL, "version" = c."version" + 1,
        "lockedBy" = NULL, "lockedAt" = NULL, "leaseExpiresAt" = NULL, "updatedAt" = now()
    FROM unnest(commands, lease_numbers, tx_ids, blocks)
      AS g("id", "leaseNumber", "txId", "block")
    WHERE c."id" = g."id" AND c."leaseNumber" = g."leaseNumber"
      AND c."status" IN ('LOCKED', 'SUBMITTED')
    RETURNING c."id", c."commandType", c."commitBlock"
  )
  SELECT array_agg(d."id"), array_agg(d."commandType"), array_agg(DISTINCT d."commitBlock")
  INTO done, types, done_blocks FROM done d;

  IF done IS NOT NULL THEN
    PERFORM append_audit(audit || jsonb_build_object('entityId', done[1]), jsonb_build_object(
      'count', cardinality(done),
      'commandTypes', (SELECT jsonb_object_agg(t."type", t."count")
                       FROM (SELECT u."type", count(*) FROM unnest(types) AS u("type") GROUP BY 1) t),
      'blockNumbers', to_jsonb(done_blocks::text[]),
      'commandIds', to_jsonb(done)));
    IF cardinality(done) = cardinality(commands) THEN
      RETURN '{}';
    END IF;
  END IF;
  RETURN ARRAY(SELECT unnest(commands) EXCEPT SELECT unnest(done));
END $$;

GRANT EXECUTE ON FUNCTION commit_outbox_commands(uuid[], integer[], text[], bigint[], jsonb) TO freehold_app;
