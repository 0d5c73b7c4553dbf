-- Pays what the ledger confirmed to its receivers, or back what it refused; up to 1,000 at once, one
-- verdict each, in order. A settlement that is already so changes nothing, so that events may come
-- again. A wallet frozen meanwhile is paid all the same: the ledger's order decides, not ours.
CREATE FUNCTION settle_transfers(settlements jsonb, audit jsonb, moment timestamptz)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, public
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_material = off
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  ids uuid[];
  failed uuid[];
  owners uuid[];
  locked_ids uuid[];
  stripes text[];
  fees jsonb;
  item record;
  leg record;
  seen uuid[] := '{}';
  total numeric;
  result text;
  new_status text;
  verdicts jsonb[] := '{}';
  s_id uuid[];
  s_status text[];
  s_tx text[];
  s_reason text[];
  e_transfer uuid[];
  e_wallet uuid[];
  e_type text[];
  e_counterparty uuid[];
  e_amount numeric[];
  e_tx text[];
  paid_back uuid[];
  reversed uuid[];
BEGIN
  IF jsonb_array_length(settlements) NOT BETWEEN 1 AND 1000 THEN
    RAISE EXCEPTION 'one to 1000 settlements in a call' USING ERRCODE = '22023';
  END IF;
  SELECT array_agg(DISTINCT s."transferId"), array_agg(s."transferId") FILTER (WHERE s."outcome" = 'FAILED')
  INTO ids, failed
  FROM jsonb_to_recordset(settlements) AS s("transferId" uuid, "outcome" text);

  -- The locks, in their order; what a transfer takes back is among the transfers.
  PERFORM FROM "Transfer" t
  WHERE t."id" = ANY (ids || ARRAY(
    SELECT r."reversalOfId" FROM "Transfer" r WHERE r."id" = ANY (ids) AND r."reversalOfId" IS NOT NULL))
  ORDER BY t."id" FOR NO KEY UPDATE;
  IF failed IS NOT NULL THEN
    SELECT array_agg(DISTINCT coalesce(t."senderOrganizationId", t."senderUserId"))
    INTO owners FROM "Transfer" t
    WHERE t."id" = ANY (failed) AND coalesce(t."senderOrganizationId", t."senderUserId") IS NOT NULL;
    IF owners IS NOT NULL THEN
      PERFORM lock_usage(owners, moment);
    END IF;
  END IF;
  SELECT array_agg(DISTINCT money_stripe('FEES', t."fromWalletId", 16)) FILTER (WHERE t."fee" > 0)
  INTO stripes FROM "Transfer" t WHERE t."id" = ANY (ids);
  SELECT jsonb_object_agg(x."systemKey", x."id") INTO fees FROM "Wallet" x WHERE x."systemKey" = ANY (stripes);
  SELECT array_agg(t."clearingWalletId") || array_agg(t."toWalletId")
         || array_agg(t."fromWalletId") FILTER (WHERE t."id" = ANY (failed))
         || ARRAY(SELECT g."toWalletId" FROM "TransferLeg" g WHERE g."transferId" = ANY (ids))
         || ARRAY(SELECT f.value::uuid FROM jsonb_each_text(fees) f)
  INTO locked_ids FROM "Transfer" t WHERE t."id" = ANY (ids) AND t."status" = 'PENDING';
  PERFORM FROM "Wallet" x WHERE x."id" = ANY (locked_ids) ORDER BY x."id" FOR NO KEY UPDATE;

  FOR item IN
    SELECT s."transferId", s."outcome", s."onChainTxId", s."reason", t."id", t."kind"::text, t."status"::text,
           t."fromWalletId", t."toWalletId", t."amount", t."fee", t."clearingWalletId", t."onChainTxId" AS known_tx,
           t."senderUserId", t."senderOrganizationId", t."businessAccountId", t."reversalOfId"
    FROM ROWS FROM (jsonb_to_recordset(settlements) AS (
           "transferId" uuid, "outcome" text, "onChainTxId" text, "reason" text))
         WITH ORDINALITY AS s("transferId", "outcome", "onChainTxId", "reason", number)
    LEFT JOIN "Transfer" t ON t."id" = s."transferId"
    ORDER BY s.number
  LOOP
    new_status := item."status";
    IF item."id" IS NULL THEN
      result := 'UNKNOWN';
    ELSIF item."transferId" = ANY (seen) THEN
      result := 'UNCHANGED';
    ELSIF item."outcome" = 'CONFIRMED' AND item."status" IN ('CONFIRMED', 'REVERSED')
       AND item.known_tx IS NOT DISTINCT FROM item."onChainTxId"
       OR item."outcome" = 'FAILED' AND item."status" = 'FAILED' THEN
      result := 'UNCHANGED';
    ELSIF item."status" <> 'PENDING' THEN
      result := 'MISMATCH';
    ELSE
      result := 'SETTLED';
      seen := seen || item."id";
      total := item."amount" + item."fee";
      new_status := item."outcome";
      s_id := s_id || item."id";
      s_status := s_status || new_status;
      s_tx := array_append(s_tx, item."onChainTxId");
      s_reason := array_append(s_reason, CASE WHEN new_status = 'FAILED' THEN item."reason" END);
      e_transfer := e_transfer || item."id";
      e_wallet := e_wallet || item."clearingWalletId";
      e_type := e_type || CASE new_status WHEN 'FAILED' THEN 'REFUND' ELSE 'SENT' END;
      e_counterparty := array_append(e_counterparty,
        CASE new_status WHEN 'FAILED' THEN item."fromWalletId" ELSE item."toWalletId" END);
      e_amount := e_amount || -total;
      e_tx := array_append(e_tx, item."onChainTxId");
      IF new_status = 'FAILED' THEN
        paid_back := paid_back || item."id";
        e_transfer := e_transfer || item."id";
        e_wallet := e_wallet || item."fromWalletId";
        e_type := e_type || 'REFUND'::text;
        e_counterparty := array_append(e_counterparty, item."toWalletId");
        e_amount := e_amount || total;
        e_tx := array_append(e_tx, item."onChainTxId");
      ELSE
        FOR leg IN
          SELECT item."toWalletId" AS wallet, item."amount" AS amount WHERE item."toWalletId" IS NOT NULL
          UNION ALL
          (SELECT g."toWalletId", g."amount" FROM "TransferLeg" g
           WHERE g."transferId" = item."id" AND item."toWalletId" IS NULL ORDER BY g."legIndex")
        LOOP
          e_transfer := e_transfer || item."id";
          e_wallet := e_wallet || leg.wallet;
          e_type := e_type || CASE item."kind" WHEN 'GENESIS' THEN 'MINT' WHEN 'TAX' THEN 'TAX'
            WHEN 'REVERSAL' THEN 'REVERSAL' ELSE 'RECEIVED' END;
          e_counterparty := e_counterparty || item."fromWalletId";
          e_amount := e_amount || leg.amount;
          e_tx := array_append(e_tx, item."onChainTxId");
        END LOOP;
        IF item."fee" > 0 THEN
          e_transfer := e_transfer || item."id";
          e_wallet := e_wallet || (fees ->> money_stripe('FEES', item."fromWalletId", 16))::uuid;
          e_type := e_type || 'FEE'::text;
          e_counterparty := e_counterparty || item."fromWalletId";
          e_amount := e_amount || item."fee";
          e_tx := array_append(e_tx, item."onChainTxId");
        END IF;
        IF item."kind" = 'REVERSAL' THEN
          reversed := reversed || item."reversalOfId";
        END IF;
      END IF;
    END IF;
    verdicts := verdicts || jsonb_build_object(
      'transferId', item."transferId", 'result', result, 'status', new_status, 'kind', item."kind",
      'fromWalletId', item."fromWalletId", 'toWalletId', item."toWalletId",
      'amount', trim_scale(item."amount")::text, 'fee', trim_scale(item."fee")::text,
      'senderUserId', item."senderUserId", 'senderOrganizationId', item."senderOrganizationId",
      'businessAccountId', item."businessAccountId", 'reversalOfId', item."reversalOfId");
  END LOOP;

  IF s_id IS NOT NULL THEN
    PERFORM append_entries(e_transfer, e_wallet, e_type, e_counterparty, e_amount, e_tx, moment);
    UPDATE "Transfer" t
    SET "status" = s.status::"TransferStatus", "onChainTxId" = s.tx, "settledAt" = moment,
        "reasons" = CASE WHEN s.reason IS NULL THEN t."reasons" ELSE t."reasons" || s.reason END,
        "version" = t."version" + 1, "updatedAt" = moment
    FROM unnest(s_id, s_status, s_tx, s_reason) AS s(id, status, tx, reason)
    WHERE t."id" = s.id;
    IF reversed IS NOT NULL THEN
      UPDATE "Transfer" t SET "status" = 'REVERSED', "version" = t."version" + 1, "updatedAt" = moment
      WHERE t."id" = ANY (reversed) AND t."status" = 'CONFIRMED';
    END IF;
    IF paid_back IS NOT NULL THEN
      PERFORM give_usage_back(paid_back, moment);
    END IF;
    IF audit IS NOT NULL THEN
      PERFORM append_audit(audit, jsonb_build_object(
        'settled', cardinality(s_id), 'paidBack', coalesce(cardinality(paid_back), 0)));
    END IF;
  END IF;
  RETURN to_jsonb(verdicts);
END $$;

-- Lets go what waits for an approval: to CLEARING, with the command that tells the ledger. What may no
-- longer move, because a wallet was frozen or closed meanwhile, is rejected instead; while the system
-- is paused it goes on waiting. Elements of `releases` are as TypeScript's HeldRelease has them.
CREATE FUNCTION release_transfers(releases jsonb, moment timestamptz)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, public
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_material = off
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  ids uuid[];
  owners uuid[];
  from_ids uuid[];
  stripes text[];
  clearing jsonb;
  is_paused boolean;
  item record;
  leg record;
  seen uuid[] := '{}';
  reasons text[];
  outcome text;
  verdicts jsonb[] := '{}';
  rejected uuid[];
  r_reasons text[];
  released uuid[];
  r_clearing uuid[];
  r_command uuid[];
  commands jsonb[];
  e_transfer uuid[];
  e_wallet uuid[];
  e_type text[];
  e_counterparty uuid[];
  e_amount numeric[];
BEGIN
  IF jsonb_array_length(releases) NOT BETWEEN 1 AND 1000 THEN
    RAISE EXCEPTION 'one to 1000 transfers in a call' USING ERRCODE = '22023';
  END IF;
  SELECT array_agg(DISTINCT s."transferId") INTO ids FROM jsonb_to_recordset(releases) AS s("transferId" uuid);
  PERFORM FROM "Transfer" t WHERE t."id" = ANY (ids) ORDER BY t."id" FOR NO KEY UPDATE;
  SELECT array_agg(DISTINCT coalesce(t."senderOrganizationId", t."senderUserId"))
           FILTER (WHERE coalesce(t."senderOrganizationId", t."senderUserId") IS NOT NULL),
         array_agg(t."fromWalletId"), array_agg(money_stripe('CLEARING', t."fromWalletId", 16))
  INTO owners, from_ids, stripes
  FROM "Transfer" t WHERE t."id" = ANY (ids) AND t."status" = 'AWAITING_APPROVAL';
  IF owners IS NOT NULL THEN
    PERFORM lock_usage(owners, moment);
  END IF;
  SELECT jsonb_object_agg(x."systemKey", x."id") INTO clearing FROM "Wallet" x WHERE x."systemKey" = ANY (stripes);
  PERFORM FROM "Wallet" x
  WHERE x."id" = ANY (from_ids || ARRAY(SELECT c.value::uuid FROM jsonb_each_text(clearing) c))
  ORDER BY x."id" FOR NO KEY UPDATE;
  is_paused := coalesce((SELECT s."isPaused" FROM "SystemState" s LIMIT 1), false);

  FOR item IN
    SELECT s."transferId", s."command", t."id", t."kind"::text, t."status"::text, t."fromWalletId", t."toWalletId",
           t."amount", t."fee", x."isFrozen", x."deletedAt" IS NOT NULL AS is_closed, l.*
    FROM ROWS FROM (jsonb_to_recordset(releases) AS ("transferId" uuid, "command" jsonb))
         WITH ORDINALITY AS s("transferId", "command", number)
    LEFT JOIN "Transfer" t ON t."id" = s."transferId"
    LEFT JOIN "Wallet" x ON x."id" = t."fromWalletId"
    CROSS JOIN LATERAL (
      SELECT coalesce(bool_or(y."isFrozen"), false) AS is_receiver_frozen,
             coalesce(bool_or(y."deletedAt" IS NOT NULL), false) AS is_receiver_closed
      FROM "Wallet" y
      WHERE y."id" = t."toWalletId"
         OR y."id" = ANY (ARRAY(SELECT g."toWalletId" FROM "TransferLeg" g WHERE g."transferId" = t."id"))
    ) l
    ORDER BY s.number
  LOOP
    reasons := '{}';
    IF item."status" IS DISTINCT FROM 'AWAITING_APPROVAL' OR item."id" = ANY (seen) THEN
      outcome := 'MISMATCH';
    ELSIF is_paused THEN
      outcome := 'MISMATCH';
      reasons := ARRAY['system.paused'];
    ELSE
      seen := seen || item."id";
      reasons := array_remove(ARRAY[
        CASE WHEN item.is_closed THEN 'wallet.closed' END,
        CASE WHEN item.is_receiver_closed THEN 'wallet.receiver_closed' END,
        CASE WHEN item."isFrozen" THEN 'wallet.frozen' END,
        CASE WHEN item.is_receiver_frozen THEN 'wallet.receiver_frozen' END
      ], NULL);
      IF cardinality(reasons) > 0 THEN
        outcome := 'REJECTED';
        rejected := rejected || item."id";
        r_reasons := r_reasons || array_to_string(reasons, ',');
      ELSE
        outcome := 'RELEASED';
        released := released || item."id";
        r_clearing := r_clearing || (clearing ->> money_stripe('CLEARING', item."fromWalletId", 16))::uuid;
        r_command := r_command || (item."command" ->> 'commandId')::uuid;
        commands := commands || item."command";
        FOR leg IN
          SELECT item."toWalletId" AS wallet, item."amount" AS amount WHERE item."toWalletId" IS NOT NULL
          UNION ALL
          (SELECT g."toWalletId", g."amount" FROM "TransferLeg" g
           WHERE g."transferId" = item."id" AND item."toWalletId" IS NULL ORDER BY g."legIndex")
        LOOP
          e_transfer := e_transfer || item."id";
          e_wallet := e_wallet || item."fromWalletId";
          e_type := e_type || CASE item."kind" WHEN 'TAX' THEN 'TAX' WHEN 'REVERSAL' THEN 'REVERSAL' ELSE 'SENT' END;
          e_counterparty := e_counterparty || leg.wallet;
          e_amount := e_amount || -leg.amount;
        END LOOP;
        IF item."fee" > 0 THEN
          e_transfer := e_transfer || item."id";
          e_wallet := e_wallet || item."fromWalletId";
          e_type := e_type || 'FEE'::text;
          e_counterparty := array_append(e_counterparty, NULL);
          e_amount := e_amount || -item."fee";
        END IF;
        e_transfer := e_transfer || item."id";
        e_wallet := e_wallet || r_clearing[cardinality(r_clearing)];
        e_type := e_type || 'RECEIVED'::text;
        e_counterparty := e_counterparty || item."fromWalletId";
        e_amount := e_amount || item."amount" + item."fee";
      END IF;
    END IF;
    verdicts := verdicts || jsonb_build_object(
      'transferId', item."transferId", 'outcome', outcome, 'reasons', to_jsonb(reasons));
  END LOOP;

  -- First no longer held, then gone: the balance covers what is held at every moment.
  PERFORM unhold_transfers(released || rejected, moment);
  IF rejected IS NOT NULL THEN
    UPDATE "Transfer" t
    SET "status" = 'REJECTED', "settledAt" = moment, "version" = t."version" + 1, "updatedAt" = moment,
        "reasons" = t."reasons" || string_to_array(j.reasons, ',')
    FROM unnest(rejected, r_reasons) AS j(id, reasons) WHERE t."id" = j.id;
    PERFORM give_usage_back(rejected, moment);
  END IF;
  IF released IS NOT NULL THEN
    PERFORM append_entries(e_transfer, e_wallet, e_type, e_counterparty, e_amount,
                           array_fill(NULL::text, ARRAY[cardinality(e_transfer)]), moment);
    UPDATE "Transfer" t
    SET "status" = 'PENDING', "clearingWalletId" = j.clearing, "commandId" = j.command,
        "version" = t."version" + 1, "updatedAt" = moment
    FROM unnest(released, r_clearing, r_command) AS j(id, clearing, command) WHERE t."id" = j.id;
    PERFORM append_commands(commands, moment);
  END IF;
  RETURN to_jsonb(verdicts);
END $$;

-- Takes what transfers hold off their wallets. The caller holds the locks.
CREATE FUNCTION unhold_transfers(transfer_ids uuid[], moment timestamptz) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  UPDATE "Wallet" x SET "heldBalance" = x."heldBalance" - h.amount, "updatedAt" = moment
  FROM (SELECT t."fromWalletId" AS wallet, sum(t."amount" + t."fee") AS amount
        FROM "Transfer" t WHERE t."id" = ANY (transfer_ids) GROUP BY t."fromWalletId") h
  WHERE x."id" = h.wallet
$$;

-- Gives up what waits for an approval; gives the ids of those that did. Elements of `drops` are as
-- TypeScript's HeldDrop has them.
CREATE FUNCTION drop_transfers(drops jsonb, moment timestamptz)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, public
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_material = off
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  ids uuid[];
  owners uuid[];
  from_ids uuid[];
BEGIN
  IF jsonb_array_length(drops) NOT BETWEEN 1 AND 1000 THEN
    RAISE EXCEPTION 'one to 1000 transfers in a call' USING ERRCODE = '22023';
  END IF;
  SELECT array_agg(DISTINCT s."transferId") INTO ids FROM jsonb_to_recordset(drops) AS s("transferId" uuid);
  PERFORM FROM "Transfer" t WHERE t."id" = ANY (ids) ORDER BY t."id" FOR NO KEY UPDATE;
  SELECT array_agg(t."id"), array_agg(t."fromWalletId"),
         array_agg(DISTINCT coalesce(t."senderOrganizationId", t."senderUserId"))
           FILTER (WHERE coalesce(t."senderOrganizationId", t."senderUserId") IS NOT NULL)
  INTO ids, from_ids, owners
  FROM "Transfer" t WHERE t."id" = ANY (ids) AND t."status" = 'AWAITING_APPROVAL';
  IF ids IS NULL THEN
    RETURN '[]';
  END IF;
  IF owners IS NOT NULL THEN
    PERFORM lock_usage(owners, moment);
  END IF;
  PERFORM FROM "Wallet" x WHERE x."id" = ANY (from_ids) ORDER BY x."id" FOR NO KEY UPDATE;
  PERFORM unhold_transfers(ids, moment);
  PERFORM give_usage_back(ids, moment);
  UPDATE "Transfer" t
  SET "status" = 'REJECTED', "settledAt" = moment, "version" = t."version" + 1, "updatedAt" = moment,
      "reasons" = t."reasons" || j."reason"
  FROM (SELECT DISTINCT ON (s."transferId") s.* FROM jsonb_to_recordset(drops) AS s("transferId" uuid, "reason" text)
        ORDER BY s."transferId") j
  WHERE t."id" = j."transferId" AND t."id" = ANY (ids);
  RETURN to_jsonb(ids);
END $$;

GRANT EXECUTE ON FUNCTION
  settle_transfers(jsonb, jsonb, timestamptz),
  release_transfers(jsonb, timestamptz),
  unhold_transfers(uuid[], timestamptz),
  drop_transfers(jsonb, timestamptz)
TO freehold_app;
