-- Pays what the ledger confirmed to its receivers, or back what it refused; up to 1,000 at once, decided
-- in order, each with what those before it left. A settlement that is already so changes nothing, so
-- that events may come again. A wallet frozen meanwhile is paid all the same: the ledger's order
-- decides, not ours. `settle_transfers`, over JSON, stays as it is for the release before.
--
-- Element i of the arrays is of the settlement i: CONFIRMED or FAILED, the ledger's transaction, and why
-- it failed. Gives the `results` of the settlements, the `places` of their transfers among `transfers`,
-- from 1, and the `receivers` that were paid, each with the place of its settlement: columns, because an
-- object for each row would cost more than finding it. With them whoever is concerned can be told.
--
-- Arrays instead of JSON, balances carried along instead of read again, and each row found by its key
-- alone, without a join: a plan made while a table was nearly empty would read it whole for each row.
CREATE FUNCTION settle_transfer_batch(
  transfer_ids uuid[], outcomes text[], transactions text[], failures text[], moment timestamptz
) RETURNS json
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
  n constant integer := cardinality(transfer_ids);

  -- Transfers, as they are and become.
  t_ids uuid[];
  t_kinds text[];
  t_statuses text[];
  t_transactions text[];
  t_froms uuid[];
  t_tos uuid[];
  t_clearings uuid[];
  t_amounts numeric[];
  t_fees numeric[];
  t_fee_keys text[];
  t_users uuid[];
  t_organizations uuid[];
  t_holders uuid[];
  t_accounts uuid[];
  t_references text[];
  t_reversals uuid[];
  fee_keys text[];
  fee_wallets uuid[];
  leg_transfers uuid[];
  leg_wallets uuid[];
  leg_amounts numeric[];

  k integer;
  leg integer;
  results text[];
  places integer[];
  settled uuid[];
  paid_back uuid[];
  owners uuid[];
  reversed uuid[];

  -- Entries in their order; `e_places` says of which settlement.
  e integer := 0;
  e_places integer[];
  e_wallets uuid[];
  e_types "TransactionType"[];
  e_counterparties uuid[];
  e_amounts numeric[];
  e_sequences bigint[];
  e_afters numeric[];

  -- Wallets that move.
  w integer;
  w_ids uuid[];
  w_balances numeric[];
  w_counts bigint[];
  w_moved boolean[];
  w_users uuid[];
  w_organizations uuid[];

  -- Who was paid.
  r integer := 0;
  r_places integer[];
  r_wallets uuid[];
  r_users uuid[];
  r_organizations uuid[];
  r_amounts numeric[];
BEGIN
  IF n NOT BETWEEN 1 AND 1000 THEN
    RAISE EXCEPTION 'one to 1000 settlements in a call' USING ERRCODE = '22023';
  END IF;

  -- The locks, in their order; what a transfer takes back is among the transfers.
  SELECT array_agg(l."id"), array_agg(l."kind"), array_agg(l."status"), array_agg(l."onChainTxId"),
         array_agg(l."fromWalletId"), array_agg(l."toWalletId"), array_agg(l."clearingWalletId"),
         array_agg(l."amount"), array_agg(l."fee"),
         array_agg(CASE WHEN l."fee" > 0 THEN money_stripe('FEES', l."fromWalletId", 16) END),
         array_agg(l."senderUserId"), array_agg(l."senderOrganizationId"),
         -- Whoever sends holds the wallet.
         array_agg(CASE WHEN l."senderUserId" IS NULL AND l."senderOrganizationId" IS NULL THEN (
           SELECT x."organizationId" FROM "Wallet" x WHERE x."id" = l."fromWalletId") END),
         array_agg(l."businessAccountId"), array_agg(l."reference"), array_agg(l."reversalOfId")
  INTO t_ids, t_kinds, t_statuses, t_transactions, t_froms, t_tos, t_clearings, t_amounts, t_fees,
       t_fee_keys, t_users, t_organizations, t_holders, t_accounts, t_references, t_reversals
  FROM (
    SELECT t."id", t."kind"::text, t."status"::text, t."onChainTxId"::text, t."fromWalletId", t."toWalletId",
           t."clearingWalletId", trim_scale(t."amount") AS "amount", trim_scale(t."fee") AS "fee",
           t."senderUserId", t."senderOrganizationId", t."businessAccountId", t."reference"::text, t."reversalOfId"
    FROM "Transfer" t
    WHERE t."id" = ANY (transfer_ids || ARRAY(
      SELECT r."reversalOfId" FROM "Transfer" r
      WHERE r."id" = ANY (transfer_ids) AND r."reversalOfId" IS NOT NULL))
    ORDER BY t."id"
    FOR NO KEY UPDATE
  ) l;
  IF array_remove(t_fee_keys, NULL) <> '{}' THEN
    SELECT array_agg(x."systemKey"::text), array_agg(x."id") INTO fee_keys, fee_wallets
    FROM "Wallet" x WHERE x."systemKey" = ANY (t_fee_keys);
  END IF;
  IF array_position(t_tos, NULL) IS NOT NULL THEN
    SELECT array_agg(g."transferId"), array_agg(g."toWalletId"), array_agg(g."amount")
    INTO leg_transfers, leg_wallets, leg_amounts
    FROM (
      SELECT g."transferId", g."toWalletId", trim_scale(g."amount") AS "amount" FROM "TransferLeg" g
      WHERE g."transferId" = ANY (t_ids) ORDER BY g."transferId", g."legIndex"
    ) g;
  END IF;

  FOR i IN 1 .. n LOOP
    k := array_position(t_ids, transfer_ids[i]);
    IF k IS NULL THEN
      results[i] := 'UNKNOWN';
    ELSIF t_statuses[k] <> 'PENDING' THEN
      results[i] := CASE
        WHEN outcomes[i] = 'CONFIRMED' AND t_statuses[k] IN ('CONFIRMED', 'REVERSED')
          AND t_transactions[k] IS NOT DISTINCT FROM transactions[i]
          OR outcomes[i] = 'FAILED' AND t_statuses[k] = 'FAILED' THEN 'UNCHANGED'
        ELSE 'MISMATCH' END;
    ELSE
      results[i] := 'SETTLED';
      t_statuses[k] := outcomes[i];
      t_transactions[k] := transactions[i];
      settled := array_append(settled, t_ids[k]);
      e := e + 1;
      e_places[e] := i;
      e_wallets[e] := t_clearings[k];
      e_amounts[e] := -(t_amounts[k] + t_fees[k]);
      IF outcomes[i] = 'FAILED' THEN
        e_types[e] := 'REFUND';
        e_counterparties[e] := t_froms[k];
        e := e + 1;
        e_places[e] := i;
        e_wallets[e] := t_froms[k];
        e_amounts[e] := t_amounts[k] + t_fees[k];
        e_types[e] := 'REFUND';
        e_counterparties[e] := t_tos[k];
        paid_back := array_append(paid_back, t_ids[k]);
        owners := array_append(owners, coalesce(t_organizations[k], t_users[k]));
      ELSE
        e_types[e] := 'SENT';
        e_counterparties[e] := t_tos[k];
        leg := CASE WHEN t_tos[k] IS NULL THEN array_position(leg_transfers, t_ids[k]) END;
        LOOP
          e := e + 1;
          e_places[e] := i;
          e_wallets[e] := coalesce(t_tos[k], leg_wallets[leg]);
          e_amounts[e] := CASE WHEN t_tos[k] IS NULL THEN leg_amounts[leg] ELSE t_amounts[k] END;
          e_types[e] := CASE t_kinds[k] WHEN 'GENESIS' THEN 'MINT' WHEN 'TAX' THEN 'TAX'
            WHEN 'REVERSAL' THEN 'REVERSAL' ELSE 'RECEIVED' END;
          e_counterparties[e] := t_froms[k];
          leg := leg + 1;
          EXIT WHEN (leg_transfers[leg] = t_ids[k]) IS NOT TRUE;
        END LOOP;
        IF t_fees[k] > 0 THEN
          e := e + 1;
          e_places[e] := i;
          e_wallets[e] := fee_wallets[array_position(fee_keys, t_fee_keys[k])];
          e_amounts[e] := t_fees[k];
          e_types[e] := 'FEE';
          e_counterparties[e] := t_froms[k];
        END IF;
        IF t_kinds[k] = 'REVERSAL' THEN
          reversed := array_append(reversed, t_reversals[k]);
        END IF;
      END IF;
    END IF;
    places[i] := k;
  END LOOP;

  IF settled IS NOT NULL THEN
    IF array_remove(owners, NULL) <> '{}' THEN
      PERFORM lock_usage(ARRAY(SELECT DISTINCT o.id FROM unnest(owners) AS o(id) WHERE o.id IS NOT NULL), moment);
    END IF;
    SELECT array_agg(l."id"), array_agg(l."cachedBalance"), array_agg(l."entryCount"),
           array_agg(l."userId"), array_agg(l."organizationId")
    INTO w_ids, w_balances, w_counts, w_users, w_organizations
    FROM (
      SELECT x."id", x."cachedBalance", x."entryCount", x."userId", x."organizationId" FROM "Wallet" x
      WHERE x."id" = ANY (e_wallets) ORDER BY x."id" FOR NO KEY UPDATE
    ) l;
    FOR i IN 1 .. e LOOP
      w := array_position(w_ids, e_wallets[i]);
      w_counts[w] := w_counts[w] + 1;
      w_balances[w] := w_balances[w] + e_amounts[i];
      e_sequences[i] := w_counts[w];
      e_afters[i] := w_balances[w];
      IF e_types[i] NOT IN ('TAX', 'REFUND') THEN
        w_moved[w] := true;
      END IF;
      IF e_types[i] IN ('RECEIVED', 'MINT', 'TAX', 'REVERSAL') THEN
        r := r + 1;
        r_places[r] := e_places[i];
        r_wallets[r] := w_ids[w];
        r_users[r] := w_users[w];
        r_organizations[r] := w_organizations[w];
        r_amounts[r] := e_amounts[i];
      END IF;
    END LOOP;

    -- Before the wallets and transfers change: their keys are looked at while they are as they were locked.
    INSERT INTO "Transaction" ("id", "transferId", "walletId", "sequence", "type", "counterparty",
                               "amount", "balanceAfter", "onChainTxId", "timestamp")
    SELECT uuidv7(), transfer_ids[e_places[s.i]], e_wallets[s.i], e_sequences[s.i], e_types[s.i],
           e_counterparties[s.i], e_amounts[s.i], e_afters[s.i], transactions[e_places[s.i]], moment
    FROM generate_series(1, e) AS s(i);
    UPDATE "Wallet" x
    SET "cachedBalance" = w_balances[p.w], "entryCount" = w_counts[p.w],
        "lastMovedAt" = CASE WHEN w_moved[p.w] THEN moment ELSE x."lastMovedAt" END, "updatedAt" = moment
    FROM generate_series(1, cardinality(w_ids)) AS p(w)
    WHERE x."id" = w_ids[p.w];
    -- Where a transfer comes twice, the first settled it.
    UPDATE "Transfer" t
    SET "status" = outcomes[array_position(transfer_ids, t."id")]::"TransferStatus",
        "onChainTxId" = transactions[array_position(transfer_ids, t."id")], "settledAt" = moment,
        "reasons" = CASE WHEN t."id" = ANY (paid_back)
          THEN t."reasons" || array_remove(ARRAY[failures[array_position(transfer_ids, t."id")]], NULL)
          ELSE t."reasons" END,
        "version" = t."version" + 1, "updatedAt" = moment
    WHERE t."id" = ANY (settled);
    IF reversed IS NOT NULL THEN
      UPDATE "Transfer" t SET "status" = 'REVERSED', "version" = t."version" + 1, "updatedAt" = moment
      WHERE t."id" = ANY (reversed) AND t."status" = 'CONFIRMED';
    END IF;
    IF paid_back IS NOT NULL THEN
      PERFORM give_usage_back(paid_back, moment);
    END IF;
  END IF;
  RETURN json_build_object(
    'results', results, 'places', places,
    'transfers', CASE WHEN t_ids IS NOT NULL THEN json_build_object(
      'id', t_ids, 'kind', t_kinds, 'status', t_statuses, 'fromWalletId', t_froms,
      'fromOrganizationId', t_holders, 'senderUserId', t_users, 'senderOrganizationId', t_organizations,
      'businessAccountId', t_accounts, 'amount', t_amounts::text[], 'fee', t_fees::text[],
      'reference', t_references) END,
    'receivers', CASE WHEN r > 0 THEN json_build_object(
      'place', r_places, 'walletId', r_wallets, 'userId', r_users, 'organizationId', r_organizations,
      'amount', r_amounts::text[]) END);
END $$;

GRANT EXECUTE ON FUNCTION settle_transfer_batch(uuid[], text[], text[], text[], timestamptz) TO freehold_app;
