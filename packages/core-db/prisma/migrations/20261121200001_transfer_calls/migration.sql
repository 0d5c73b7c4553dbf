-- Several calls of `post_transfers` in one: what is decided and written is the same, each call keeps its
-- own terms and its own audit row. `post_transfers` itself stays as it is for the release before.
--
-- Element i of `ids` to `command_payloads` is of the transfer i; its command is the one of its hold
-- where it has a hold, and it belongs to the call `call_places[i]`. Element k of `leg_places`,
-- `leg_wallets` and `leg_amounts` is a receiver of the transfer `leg_places[k]`, in the order of the
-- transfers. Element c of `batch_ids` to `audits` is of the call c. `risk` is the points of the seven
-- parts in their order, then unusualAfter, unusualFactor, velocityFrom, nightFrom, nightUntil, reviewAt
-- and blockAt.
--
-- Gives a verdict for each transfer, in order, or null when the tenant's own wallets are not there yet:
-- then nothing was written. Decides in the order of the transfers, each with what those before it left.
-- What was decided under the locks holds until the commit. A requestId that somebody else is writing
-- at this moment under other locks ends all of it as a serialization failure: done again, it finds it.
--
-- Where a row is looked for by an order and a bound instead of by equality, or by a limited subquery
-- instead of EXISTS, it is so that no plan made while a table was nearly empty takes another index for
-- as good, or reads the whole history to answer for one.
--
-- Arrays instead of JSON, balances carried along instead of read again, and as few statements as there
-- can be: starting a statement or an expression is what a transfer that comes alone mostly costs.
CREATE FUNCTION post_transfer_calls(
  ids uuid[], request_ids text[], digests text[], request_kinds text[], from_ids uuid[],
  fees numeric[], notes text[], user_ids uuid[], organization_ids uuid[], device_hashes text[],
  business_ids uuid[], reversal_ids uuid[], hold_rules jsonb[], hold_ends timestamptz[],
  command_ids uuid[], command_types text[], command_requests text[], command_keys text[],
  command_payloads jsonb[], call_places integer[],
  leg_places integer[], leg_wallets uuid[], leg_amounts numeric[],
  batch_ids uuid[], creator_kinds text[], creator_ids text[], creator_names text[], audits jsonb[],
  risk integer[], moment timestamptz
) RETURNS jsonb
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
  n constant integer := cardinality(ids);
  today constant date := (moment AT TIME ZONE 'UTC')::date;
  this_month constant date := date_trunc('month', moment AT TIME ZONE 'UTC')::date;
  hour constant integer := extract(hour FROM moment AT TIME ZONE 'UTC');
  -- A night that begins before midnight ends after it.
  night constant integer := CASE
    WHEN risk[11] <= risk[12] AND hour >= risk[11] AND hour < risk[12]
      OR risk[11] > risk[12] AND (hour >= risk[11] OR hour < risk[12])
    THEN risk[5] ELSE 0 END;
  part_names constant text[] :=
    '{newPayee,newDevice,unusualAmount,country,night,velocity,threat}';

  owners uuid[];
  -- The one that all of it goes through: two calls seldom wait for each other there.
  stripe constant text := money_stripe('CLEARING', from_ids[1], 16);
  has_twins boolean := false;
  has_legs constant boolean := cardinality(leg_places) > n;
  found_count integer;

  -- Requests made before, here or elsewhere.
  known record;
  known_requests text[];
  known_ids uuid[];
  known_digests text[];
  known_statuses text[];
  known_reasons jsonb[];
  known_scores integer[];
  k integer;

  -- Wallets that send, and the stripe of CLEARING: as they are, and become.
  w_ids uuid[];
  w_kinds text[];
  w_keys text[];
  w_balances numeric[];
  w_helds numeric[];
  w_counts bigint[];
  w_frozen boolean[];
  w_closed boolean[];
  w_users uuid[];
  w_organizations uuid[];
  w_changed boolean[];
  w_moved boolean[];
  ruled uuid[];

  -- Whoever sends.
  o_ids uuid[];
  day_amounts numeric[];
  day_counts integer[];
  month_amounts numeric[];
  month_counts integer[];
  total_counts bigint[];
  usual_amounts numeric[];
  hour_counts integer[];
  max_transfers numeric[];
  max_days numeric[];
  max_months numeric[];
  max_day_counts integer[];
  max_month_counts integer[];
  max_hour_counts integer[];

  leg record;
  -- The transfer that a leg is of, with what its other legs said.
  item record;
  i integer;
  first_leg integer;
  w integer;
  c integer;
  o integer;
  owner uuid;
  worth numeric;
  total numeric;
  reasons text[];
  parts integer[];
  points jsonb;
  score integer;
  outcome text;
  verdicts jsonb[];

  -- What is written of each transfer that is new, and of each leg that is paid.
  d_status text[];
  d_amount numeric[];
  d_to uuid[];
  d_reasons text[];
  d_score integer[];
  d_points jsonb[];
  d_told boolean[];
  d_clearing uuid[];
  d_sequence bigint[];
  d_after numeric[];
  d_clearing_sequence bigint[];
  d_clearing_after numeric[];
  l_sequence bigint[];
  l_after numeric[];
  beneficiaries uuid[];
  used_beneficiaries uuid[];
  new_count integer := 0;
  has_moved boolean := false;
  has_used boolean := false;
  has_scores boolean := false;
  written integer;
  -- Of each call: how many were accepted, held, rejected and neither, and the last of them.
  tallies integer[] := array_fill(0, ARRAY[4 * cardinality(audits)]);
  last_of_call integer[];
BEGIN
  IF n NOT BETWEEN 1 AND 1000 THEN
    RAISE EXCEPTION 'one to 1000 transfers at a time' USING ERRCODE = '22023';
  END IF;
  IF n = 1 THEN
    owners := array_remove(ARRAY[coalesce(organization_ids[1], user_ids[1])], NULL);
  ELSE
    SELECT coalesce(array_agg(DISTINCT r.owner) FILTER (WHERE r.owner IS NOT NULL), '{}'),
           count(DISTINCT r.request) < n
    INTO owners, has_twins
    FROM (
      SELECT coalesce(organization_ids[r.i], user_ids[r.i]) AS owner, request_ids[r.i] AS request
      FROM generate_series(1, n) AS r(i)
    ) r;
  END IF;

  -- The locks, in their order.
  IF array_remove(reversal_ids, NULL) <> '{}' THEN
    PERFORM FROM "Transfer" t WHERE t."id" = ANY (reversal_ids) ORDER BY t."id" FOR NO KEY UPDATE;
  END IF;
  IF owners <> '{}' THEN
    SELECT count(*) INTO found_count FROM (
      SELECT FROM "TransferUsage" u WHERE u."ownerId" = ANY (owners)
      ORDER BY u."ownerId" FOR NO KEY UPDATE
    ) locked;
    IF found_count < cardinality(owners) THEN
      PERFORM lock_usage(owners, moment);
    END IF;
  END IF;
  SELECT array_agg(l."id"), array_agg(l."kind"), array_agg(l."systemKey"), array_agg(l."cachedBalance"),
         array_agg(l."heldBalance"), array_agg(l."entryCount"), array_agg(l."isFrozen"),
         array_agg(l."deletedAt" IS NOT NULL), array_agg(l."userId"), array_agg(l."organizationId")
  INTO w_ids, w_kinds, w_keys, w_balances, w_helds, w_counts, w_frozen, w_closed, w_users, w_organizations
  FROM (
    SELECT x."id", x."kind"::text, x."systemKey"::text, x."cachedBalance", x."heldBalance", x."entryCount",
           x."isFrozen", x."deletedAt", x."userId", x."organizationId"
    FROM "Wallet" x
    WHERE x."id" = ANY (from_ids || ARRAY(SELECT y."id" FROM "Wallet" y WHERE y."systemKey" = stripe))
    ORDER BY x."id"
    FOR NO KEY UPDATE
  ) l;
  c := array_position(w_keys, stripe);
  IF c IS NULL THEN
    RETURN NULL;
  END IF;

  -- Everything else is read once they are held.
  IF array_remove(w_organizations, NULL) <> '{}' THEN
    SELECT array_agg(b."walletId") INTO ruled FROM "BusinessAccount" b
    WHERE b."walletId" = ANY (from_ids) AND b."status" = 'ACTIVE';
  END IF;
  FOR known IN
    SELECT t."requestId", t."id", encode(t."contentDigest", 'hex') AS digest, t."status"::text,
           to_jsonb(t."reasons") AS reasons, t."riskScore"
    FROM "Transfer" t WHERE t."requestId" = ANY (request_ids)
  LOOP
    known_requests := array_append(known_requests, known."requestId");
    known_ids := array_append(known_ids, known."id");
    known_digests := array_append(known_digests, known.digest);
    known_statuses := array_append(known_statuses, known."status");
    known_reasons := array_append(known_reasons, known.reasons);
    known_scores := array_append(known_scores, known."riskScore"::integer);
  END LOOP;
  IF owners <> '{}' THEN
    -- Limits: field by field, what the narrowest scope says. The hour is counted up to the highest
    -- number that matters. What was used on a later day than this moment's, which had to wait, counts:
    -- else a call of yesterday that comes late would begin the day anew.
    SELECT array_agg(u."ownerId"),
           array_agg(CASE WHEN u."day" >= today THEN u."dayAmount" ELSE 0 END),
           array_agg(CASE WHEN u."day" >= today THEN u."dayCount" ELSE 0 END),
           array_agg(CASE WHEN u."month" >= this_month THEN u."monthAmount" ELSE 0 END),
           array_agg(CASE WHEN u."month" >= this_month THEN u."monthCount" ELSE 0 END),
           array_agg(u."totalCount"), array_agg(u."usualAmount"),
           array_agg(coalesce(own."maxPerTransfer", tier."maxPerTransfer", role."maxPerTransfer", base."maxPerTransfer")),
           array_agg(coalesce(own."maxPerDay", tier."maxPerDay", role."maxPerDay", base."maxPerDay")),
           array_agg(coalesce(own."maxPerMonth", tier."maxPerMonth", role."maxPerMonth", base."maxPerMonth")),
           array_agg(coalesce(own."maxCountPerDay", tier."maxCountPerDay", role."maxCountPerDay", base."maxCountPerDay")),
           array_agg(coalesce(own."maxCountPerMonth", tier."maxCountPerMonth", role."maxCountPerMonth", base."maxCountPerMonth")),
           array_agg(top.most), array_agg(CASE WHEN g."id" IS NULL
             THEN (SELECT count(*) FROM (
               SELECT FROM "Transfer" t WHERE t."senderUserId" = u."ownerId" AND t."senderOrganizationId" IS NULL
                 AND t."createdAt" > moment - interval '60 minutes' AND t."status" <> 'REJECTED'
               LIMIT greatest(risk[10], coalesce(top.most, 0))) recent)
             ELSE (SELECT count(*) FROM (
               SELECT FROM "Transfer" t WHERE t."senderOrganizationId" = u."ownerId"
                 AND t."createdAt" > moment - interval '60 minutes' AND t."status" <> 'REJECTED'
               LIMIT greatest(risk[10], coalesce(top.most, 0))) recent) END)
    INTO o_ids, day_amounts, day_counts, month_amounts, month_counts, total_counts, usual_amounts,
         max_transfers, max_days, max_months, max_day_counts, max_month_counts, max_hour_counts, hour_counts
    FROM "TransferUsage" u
    LEFT JOIN "User" p ON p."id" = u."ownerId"
    LEFT JOIN "Organization" g ON g."id" = u."ownerId"
    LEFT JOIN LATERAL (
      SELECT t.* FROM "TransactionLimit" t
      WHERE t."scopeKey" >= u."ownerId"::text AND t."scopeKey" <= u."ownerId"::text
        AND t."scope" IN ('USER', 'ORGANIZATION')
      ORDER BY t."scopeKey" LIMIT 1
    ) own ON true
    LEFT JOIN LATERAL (
      SELECT t.* FROM "TransactionLimit" t
      WHERE t."scopeKey" >= g."tier"::text AND t."scopeKey" <= g."tier"::text AND t."scope" = 'TIER'
      ORDER BY t."scopeKey" LIMIT 1
    ) tier ON true
    LEFT JOIN LATERAL (
      SELECT t.* FROM "TransactionLimit" t
      WHERE t."scopeKey" >= p."role"::text AND t."scopeKey" <= p."role"::text AND t."scope" = 'ROLE'
      ORDER BY t."scopeKey" LIMIT 1
    ) role ON true
    LEFT JOIN LATERAL (
      SELECT t.* FROM "TransactionLimit" t
      WHERE t."scopeKey" <= '' AND t."scope" = 'TENANT' ORDER BY t."scopeKey" LIMIT 1
    ) base ON true
    CROSS JOIN LATERAL (SELECT coalesce(own."maxCountPerHour", tier."maxCountPerHour", role."maxCountPerHour",
                                        base."maxCountPerHour") AS most) top
    WHERE u."ownerId" = ANY (owners);
  END IF;

  FOR leg IN
    SELECT g.number, g.place, g.wallet, g.amount, g.owner,
           g.place IS DISTINCT FROM leg_places[g.number - 1] AS is_first,
           g.place IS DISTINCT FROM leg_places[g.number + 1] AS is_last,
           (scale(g.amount) > 9 OR g.amount <= 0 OR scale(g.fee) > 9 OR g.fee < 0) IS NOT FALSE AS is_malformed,
           x."id" IS NULL OR (x."systemKey" IS NOT NULL AND g.kind IN ('TRANSFER', 'BUSINESS')) AS is_unknown,
           x."isFrozen" AS is_frozen, x."deletedAt" IS NOT NULL AS is_closed,
           g.wallet = g.sending AS is_same, b."id" AS beneficiary,
           g.owner IS NOT NULL
             AND (x."userId" = g.user_id OR x."organizationId" = g.organization_id) IS NOT TRUE
             AND (b."createdAt" <= moment - interval '24 hours') IS NOT TRUE
             AND (SELECT t."toWalletId" FROM "Transfer" t
                  WHERE t."fromWalletId" = g.sending AND t."toWalletId" >= g.wallet AND t."status" = 'CONFIRMED'
                  ORDER BY t."toWalletId" LIMIT 1) IS DISTINCT FROM g.wallet AS is_new_payee,
           ((SELECT p."countryCode" FROM "User" p WHERE p."id" = x."userId")
             <> (SELECT p."countryCode" FROM "User" p WHERE p."id" = g.user_id)) IS TRUE AS is_abroad,
           g.device IS NOT NULL AND (
             SELECT true FROM "TrustedDevice" v
             WHERE v."secretHash" = decode(g.device, 'hex') AND v."revokedAt" IS NULL
               AND v."userId" = g.acting_id AND v."createdAt" <= moment - interval '24 hours'
             LIMIT 1) IS NULL AS is_new_device,
           (SELECT s."isPaused" FROM "SystemState" s LIMIT 1) IS TRUE AS is_paused
    FROM (
      SELECT l.number, l.place, leg_wallets[l.number] AS wallet, leg_amounts[l.number] AS amount,
             fees[l.place] AS fee, request_kinds[l.place] AS kind, from_ids[l.place] AS sending,
             user_ids[l.place] AS user_id, organization_ids[l.place] AS organization_id,
             coalesce(organization_ids[l.place], user_ids[l.place]) AS owner, device_hashes[l.place] AS device,
             -- Who sends for an organization has a browser too; an operator only from an account here.
             coalesce(user_ids[l.place], CASE WHEN creator_kinds[call_places[l.place]] IN ('USER', 'OPERATOR')
               THEN creator_ids[call_places[l.place]]::uuid END) AS acting_id
      FROM (SELECT s.number, leg_places[s.number] AS place
            FROM generate_series(1, cardinality(leg_places)) AS s(number)) l
    ) g
    LEFT JOIN "Wallet" x ON x."id" = g.wallet
    LEFT JOIN "Beneficiary" b ON b."userId" = g.user_id AND b."walletId" = g.wallet
    ORDER BY g.number
  LOOP
    i := leg.place;
    IF leg.is_malformed OR NOT leg.is_first AND leg.wallet = ANY (leg_wallets[first_leg : leg.number - 1]) THEN
      RAISE EXCEPTION 'an amount or a receiver of transfer % is malformed', ids[i] USING ERRCODE = '22023';
    END IF;
    IF leg.is_first THEN
      beneficiaries := NULL;
      item := leg;
      first_leg := leg.number;
      worth := leg.amount;
    ELSE
      worth := worth + leg.amount;
      item.is_unknown := item.is_unknown OR leg.is_unknown;
      item.is_frozen := item.is_frozen OR leg.is_frozen;
      item.is_closed := item.is_closed OR leg.is_closed;
      item.is_same := item.is_same OR leg.is_same;
      item.is_new_payee := item.is_new_payee OR leg.is_new_payee;
      item.is_abroad := item.is_abroad OR leg.is_abroad;
    END IF;
    IF leg.beneficiary IS NOT NULL THEN
      beneficiaries := beneficiaries || leg.beneficiary;
    END IF;
    CONTINUE WHEN NOT leg.is_last;

    last_of_call[call_places[i]] := i;
    IF known_requests IS NOT NULL THEN
      k := array_position(known_requests, request_ids[i]);
      IF k IS NOT NULL THEN
        verdicts[i] := CASE WHEN known_digests[k] = digests[i] THEN jsonb_build_object(
            'transferId', known_ids[k],
            'outcome', CASE known_statuses[k]
              WHEN 'REJECTED' THEN 'REJECTED' WHEN 'AWAITING_APPROVAL' THEN 'HELD' ELSE 'ACCEPTED' END,
            'status', known_statuses[k], 'isNew', false,
            'reasons', known_reasons[k], 'riskScore', known_scores[k])
          ELSE jsonb_build_object(
            'transferId', known_ids[k], 'outcome', 'CONFLICT', 'status', known_statuses[k], 'isNew', false,
            'reasons', jsonb_build_array('transfer.request_conflict'), 'riskScore', NULL) END;
        tallies[4 * call_places[i]] := tallies[4 * call_places[i]] + 1;
        CONTINUE;
      END IF;
    END IF;
    w := array_position(w_ids, from_ids[i]);
    owner := leg.owner;
    -- Whoever sends holds the wallet; what only the tenant itself moves has no sender.
    IF w IS NULL OR item.is_unknown OR owner IS NOT NULL AND
       (CASE WHEN organization_ids[i] IS NULL THEN w_users[w] = owner ELSE w_organizations[w] = owner END) IS NOT TRUE THEN
      verdicts[i] := jsonb_build_object(
        'transferId', ids[i], 'outcome', 'REFUSED', 'status', NULL, 'isNew', false,
        'reasons', jsonb_build_array('wallet.not_found'), 'riskScore', NULL);
      tallies[4 * call_places[i]] := tallies[4 * call_places[i]] + 1;
      CONTINUE;
    END IF;

    total := worth + fees[i];
    points := '[]';
    score := NULL;
    reasons := array_remove(ARRAY[
      CASE WHEN leg.is_paused THEN 'system.paused' END,
      CASE WHEN item.is_same THEN 'transfer.same_wallet' END,
      CASE WHEN request_kinds[i] = 'TRANSFER' AND from_ids[i] = ANY (ruled) THEN 'transfer.business_account' END,
      CASE WHEN w_closed[w] THEN 'wallet.closed' END,
      CASE WHEN item.is_closed THEN 'wallet.receiver_closed' END,
      CASE WHEN w_frozen[w] THEN 'wallet.frozen' END,
      CASE WHEN item.is_frozen THEN 'wallet.receiver_frozen' END,
      CASE WHEN w_kinds[w] <> 'TREASURY' AND w_balances[w] - w_helds[w] < total THEN 'transfer.insufficient_funds' END
    ], NULL);
    IF reversal_ids[i] IS NOT NULL THEN
      reasons := array_remove(ARRAY[
        CASE WHEN NOT EXISTS (SELECT FROM "Transfer" t WHERE t."id" = reversal_ids[i] AND t."status" = 'CONFIRMED')
        THEN 'transfer.not_reversible' END,
        CASE WHEN EXISTS (SELECT FROM "Transfer" t WHERE t."reversalOfId" = reversal_ids[i]
            AND t."status" NOT IN ('REJECTED', 'FAILED'))
        THEN 'transfer.already_reversed' END
      ], NULL) || reasons;
    END IF;

    IF owner IS NOT NULL THEN
      o := array_position(o_ids, owner);
      IF o IS NULL THEN
        RAISE EXCEPTION 'who sends transfer % is not there', ids[i] USING ERRCODE = '22023';
      END IF;
      parts := ARRAY[
        CASE WHEN item.is_new_payee THEN risk[1] ELSE 0 END,
        CASE WHEN item.is_new_device THEN risk[2] ELSE 0 END,
        CASE WHEN total_counts[o] >= risk[8] AND worth > usual_amounts[o] * risk[9] THEN risk[3] ELSE 0 END,
        CASE WHEN item.is_abroad THEN risk[4] ELSE 0 END,
        night,
        CASE WHEN hour_counts[o] >= risk[10] THEN risk[6] ELSE 0 END,
        -- Fed by the threat module.
        0];
      score := least(100, parts[1] + parts[2] + parts[3] + parts[4] + parts[5] + parts[6] + parts[7]);
      IF score > 0 THEN
        SELECT jsonb_agg(jsonb_build_object('part', p.part, 'points', p.points)) INTO points
        FROM unnest(part_names, parts) AS p(part, points) WHERE p.points > 0;
      END IF;
      -- A comparison with a limit that nobody set is null, which is no reason.
      reasons := reasons || array_remove(ARRAY[
        CASE WHEN worth > max_transfers[o] THEN 'transfer.limit_per_transfer' END,
        CASE WHEN day_amounts[o] + worth > max_days[o] THEN 'transfer.limit_day_amount' END,
        CASE WHEN day_counts[o] + 1 > max_day_counts[o] THEN 'transfer.limit_day_count' END,
        CASE WHEN month_amounts[o] + worth > max_months[o] THEN 'transfer.limit_month_amount' END,
        CASE WHEN month_counts[o] + 1 > max_month_counts[o] THEN 'transfer.limit_month_count' END,
        CASE WHEN hour_counts[o] + 1 > max_hour_counts[o] THEN 'transfer.limit_hour_count' END,
        CASE WHEN score >= risk[14] THEN 'transfer.risk_blocked' END
      ], NULL);
      has_scores := true;
    END IF;

    IF reasons <> '{}' THEN
      outcome := 'REJECTED';
      d_status[i] := 'REJECTED';
      tallies[4 * call_places[i] - 1] := tallies[4 * call_places[i] - 1] + 1;
    ELSE
      IF hold_rules[i] IS NOT NULL OR score >= risk[13] THEN
        outcome := 'HELD';
        d_status[i] := 'AWAITING_APPROVAL';
        tallies[4 * call_places[i] - 2] := tallies[4 * call_places[i] - 2] + 1;
        reasons := array_remove(ARRAY[
          CASE WHEN hold_rules[i] IS NOT NULL THEN 'transfer.rule_approval' END,
          CASE WHEN score >= risk[13] THEN 'transfer.risk_review' END
        ], NULL);
        w_helds[w] := w_helds[w] + total;
        d_told[i] := hold_rules[i] IS NOT NULL AND command_ids[i] IS NOT NULL;
      ELSE
        outcome := 'ACCEPTED';
        d_status[i] := 'PENDING';
        tallies[4 * call_places[i] - 3] := tallies[4 * call_places[i] - 3] + 1;
        d_told[i] := true;
        has_moved := true;
        IF first_leg = leg.number THEN
          l_sequence[first_leg] := w_counts[w] + 1;
          l_after[first_leg] := w_balances[w] - worth;
        ELSE
          FOR j IN first_leg .. leg.number LOOP
            l_sequence[j] := w_counts[w] + 1 + j - first_leg;
            l_after[j] := CASE WHEN j = first_leg THEN w_balances[w] ELSE l_after[j - 1] END - leg_amounts[j];
          END LOOP;
        END IF;
        d_sequence[i] := l_sequence[leg.number] + (fees[i] > 0)::integer;
        d_after[i] := w_balances[w] - total;
        w_balances[w] := d_after[i];
        w_counts[w] := d_sequence[i];
        w_moved[w] := w_moved[w] OR request_kinds[i] <> 'TAX' OR fees[i] > 0;
        d_clearing[i] := w_ids[c];
        d_clearing_sequence[i] := w_counts[c] + 1;
        d_clearing_after[i] := w_balances[c] + total;
        w_counts[c] := d_clearing_sequence[i];
        w_balances[c] := d_clearing_after[i];
        w_changed[c] := true;
        w_moved[c] := true;
      END IF;
      w_changed[w] := true;
      IF beneficiaries IS NOT NULL THEN
        used_beneficiaries := used_beneficiaries || beneficiaries;
      END IF;
      IF owner IS NOT NULL THEN
        has_used := true;
        day_amounts[o] := day_amounts[o] + worth;
        day_counts[o] := day_counts[o] + 1;
        month_amounts[o] := month_amounts[o] + worth;
        month_counts[o] := month_counts[o] + 1;
        hour_counts[o] := hour_counts[o] + 1;
        usual_amounts[o] := CASE WHEN total_counts[o] = 0 THEN worth
          ELSE round(usual_amounts[o] * 0.9 + worth * 0.1, 9) END;
        total_counts[o] := total_counts[o] + 1;
      END IF;
    END IF;

    new_count := new_count + 1;
    d_amount[i] := worth;
    d_to[i] := CASE WHEN first_leg = leg.number THEN leg.wallet END;
    d_reasons[i] := array_to_string(reasons, ',');
    d_score[i] := score;
    d_points[i] := points;
    verdicts[i] := jsonb_build_object(
      'transferId', ids[i], 'outcome', outcome, 'status', d_status[i],
      'isNew', true, 'reasons', to_jsonb(reasons), 'riskScore', score);
    IF has_twins THEN
      known_requests := array_append(known_requests, request_ids[i]);
      known_ids := array_append(known_ids, ids[i]);
      known_digests := array_append(known_digests, digests[i]);
      known_statuses := array_append(known_statuses, d_status[i]);
      known_reasons := array_append(known_reasons, to_jsonb(reasons));
      known_scores := array_append(known_scores, score);
    END IF;
  END LOOP;
  IF cardinality(verdicts) IS DISTINCT FROM n OR array_position(verdicts, NULL) IS NOT NULL THEN
    RAISE EXCEPTION 'a transfer without a receiver' USING ERRCODE = '22023';
  END IF;
  IF new_count = 0 THEN
    RETURN to_jsonb(verdicts);
  END IF;

  INSERT INTO "Transfer" (
    "id", "requestId", "contentDigest", "kind", "status", "fromWalletId", "toWalletId", "amount", "fee",
    "reference", "clearingWalletId", "senderUserId", "senderOrganizationId", "businessAccountId",
    "approvalRule", "approvalExpiresAt", "reversalOfId", "riskScore", "reasons", "commandId", "batchId",
    "createdByKind", "createdById", "createdByName", "createdAt", "updatedAt")
  SELECT ids[d.i], request_ids[d.i], decode(digests[d.i], 'hex'), request_kinds[d.i]::"TransferKind",
         d_status[d.i]::"TransferStatus", from_ids[d.i], d_to[d.i], d_amount[d.i], fees[d.i], notes[d.i],
         d_clearing[d.i], user_ids[d.i], organization_ids[d.i], business_ids[d.i], hold_rules[d.i],
         CASE WHEN d_status[d.i] = 'AWAITING_APPROVAL' THEN coalesce(hold_ends[d.i], moment + interval '72 hours') END,
         reversal_ids[d.i], d_score[d.i], string_to_array(d_reasons[d.i], ','),
         CASE WHEN d_told[d.i] THEN command_ids[d.i] END, batch_ids[call_places[d.i]],
         creator_kinds[call_places[d.i]]::"AuditActorKind", creator_ids[call_places[d.i]],
         creator_names[call_places[d.i]], moment, moment
  FROM generate_series(1, n) AS d(i)
  WHERE d_status[d.i] IS NOT NULL
  -- Two that write the same requestIds wait for each other in one direction.
  ORDER BY request_ids[d.i]
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written < new_count THEN
    RAISE EXCEPTION 'a request was written by somebody else meanwhile' USING ERRCODE = '40001';
  END IF;

  IF has_legs THEN
    INSERT INTO "TransferLeg" ("transferId", "legIndex", "toWalletId", "amount")
    SELECT ids[l.place], l.number, leg_wallets[l.k], leg_amounts[l.k]
    FROM (
      SELECT s.k, leg_places[s.k] AS place, row_number() OVER (PARTITION BY leg_places[s.k] ORDER BY s.k) - 1 AS number
      FROM generate_series(1, cardinality(leg_places)) AS s(k)
    ) l
    WHERE d_status[l.place] IS NOT NULL AND d_to[l.place] IS NULL;
  END IF;

  -- From here on the foreign keys keep the receivers from being closed: one that was closed since it was
  -- looked at is looked at again.
  IF EXISTS (
    SELECT FROM generate_series(1, cardinality(leg_places)) AS l(k) JOIN "Wallet" x ON x."id" = leg_wallets[l.k]
    WHERE d_status[leg_places[l.k]] <> 'REJECTED' AND x."deletedAt" IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'a receiver was closed meanwhile' USING ERRCODE = '40001';
  END IF;

  IF has_moved THEN
    INSERT INTO "Transaction" ("id", "transferId", "walletId", "sequence", "type", "counterparty",
                               "amount", "balanceAfter", "timestamp")
    SELECT uuidv7(), ids[leg_places[l.k]], from_ids[leg_places[l.k]], l_sequence[l.k],
           (CASE request_kinds[leg_places[l.k]] WHEN 'TAX' THEN 'TAX' WHEN 'REVERSAL' THEN 'REVERSAL'
            ELSE 'SENT' END)::"TransactionType", leg_wallets[l.k], -leg_amounts[l.k], l_after[l.k], moment
    FROM generate_series(1, cardinality(leg_places)) AS l(k)
    WHERE l_sequence[l.k] IS NOT NULL
    UNION ALL
    SELECT uuidv7(), ids[d.i], from_ids[d.i], d_sequence[d.i], 'FEE', NULL, -fees[d.i], d_after[d.i], moment
    FROM generate_series(1, n) AS d(i)
    WHERE d_sequence[d.i] IS NOT NULL AND fees[d.i] > 0
    UNION ALL
    SELECT uuidv7(), ids[d.i], d_clearing[d.i], d_clearing_sequence[d.i], 'RECEIVED', from_ids[d.i],
           d_amount[d.i] + fees[d.i], d_clearing_after[d.i], moment
    FROM generate_series(1, n) AS d(i)
    WHERE d_sequence[d.i] IS NOT NULL;
  END IF;
  IF w_changed IS NOT NULL THEN
    UPDATE "Wallet" x
    SET "cachedBalance" = w_balances[p.w], "heldBalance" = w_helds[p.w], "entryCount" = w_counts[p.w],
        "lastMovedAt" = CASE WHEN w_moved[p.w] THEN moment ELSE x."lastMovedAt" END, "updatedAt" = moment
    FROM generate_series(1, cardinality(w_ids)) AS p(w)
    WHERE w_changed[p.w] AND x."id" = w_ids[p.w];
  END IF;
  IF has_used THEN
    UPDATE "TransferUsage" x
    SET "day" = greatest(x."day", today), "dayAmount" = day_amounts[p.o], "dayCount" = day_counts[p.o],
        "month" = greatest(x."month", this_month), "monthAmount" = month_amounts[p.o], "monthCount" = month_counts[p.o],
        "totalCount" = total_counts[p.o], "usualAmount" = usual_amounts[p.o], "updatedAt" = moment
    FROM generate_series(1, cardinality(o_ids)) AS p(o)
    WHERE x."ownerId" = o_ids[p.o];
  END IF;
  IF has_scores THEN
    INSERT INTO "TransactionRiskScore" ("transferId", "score", "parts", "outcome", "createdAt")
    SELECT ids[d.i], d_score[d.i], d_points[d.i],
           (CASE WHEN d_score[d.i] >= risk[14] THEN 'BLOCK' WHEN d_score[d.i] >= risk[13] THEN 'REVIEW'
            ELSE 'ALLOW' END)::"RiskOutcome", moment
    FROM generate_series(1, n) AS d(i)
    WHERE d_score[d.i] IS NOT NULL;
  END IF;
  IF used_beneficiaries IS NOT NULL THEN
    UPDATE "Beneficiary" b SET "lastUsedAt" = moment WHERE b."id" = ANY (used_beneficiaries);
  END IF;
  IF d_told IS NOT NULL THEN
    INSERT INTO "OutboxCommand" ("id", "service", "commandType", "requestId", "aggregateKey", "payload", "availableAt")
    SELECT command_ids[d.i], 'api', command_types[d.i]::"CommandType", command_requests[d.i], command_keys[d.i],
           command_payloads[d.i], moment
    FROM generate_series(1, n) AS d(i)
    WHERE d_told[d.i]
    ORDER BY d.i;
  END IF;
  -- A row for each call in which something is new, in the order of the calls. Always the last thing written.
  IF array_remove(audits, NULL) <> '{}' THEN
    INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorId",
                            "actorTenantId", "actorName", "organizationId", "reason", "changes", "ip",
                            "userAgent", "requestId")
    SELECT uuidv7(), a."action", a."entityType", a."entityId", a."actorKind"::"AuditActorKind",
           a."actorId", a."actorTenantId", a."actorName", a."organizationId", a."reason",
           coalesce(a."changes", '{}') || CASE WHEN t.accepted + t.held + t.rejected + t.unchanged = 1
             THEN jsonb_build_object('status', d_status[last_of_call[t.place]],
                                     'reasons', string_to_array(d_reasons[last_of_call[t.place]], ','))
             ELSE jsonb_build_object('accepted', t.accepted, 'held', t.held, 'rejected', t.rejected,
                                     'unchanged', t.unchanged) END,
           a."ip", a."userAgent", a."requestId"
    FROM (
      SELECT s.place, tallies[4 * s.place - 3] AS accepted, tallies[4 * s.place - 2] AS held,
             tallies[4 * s.place - 1] AS rejected, tallies[4 * s.place] AS unchanged
      FROM generate_series(1, cardinality(audits)) AS s(place)
    ) t
    CROSS JOIN LATERAL jsonb_to_record(audits[t.place]) AS a(
      "action" text, "entityType" text, "entityId" text, "actorKind" text, "actorId" text,
      "actorTenantId" uuid, "actorName" text, "organizationId" uuid, "reason" text, "changes" jsonb,
      "ip" text, "userAgent" text, "requestId" text)
    WHERE audits[t.place] IS NOT NULL AND t.accepted + t.held + t.rejected > 0
    ORDER BY t.place;
  END IF;
  RETURN to_jsonb(verdicts);
END $$;

GRANT EXECUTE ON FUNCTION post_transfer_calls(
  uuid[], text[], text[], text[], uuid[], numeric[], text[], uuid[], uuid[], text[], uuid[], uuid[],
  jsonb[], timestamptz[], uuid[], text[], text[], text[], jsonb[], integer[], integer[], uuid[],
  numeric[], uuid[], text[], text[], text[], jsonb[], integer[], timestamptz) TO freehold_app;
