-- The whole function again, with another way to write what senders have used: what a transfer costs
-- must not grow with the number of those who ever sent.

-- Decides up to 1,000 transfers in their order and writes all that follows from it: one call for one
-- or many. `requests` are elements as TypeScript's TransferRequest has them, with the digest of their
-- contents; `terms` what they have in common. Gives a verdict for each, in order, or null when the
-- tenant's own wallets are not there yet: then nothing was written.
--
-- What was decided under the locks holds until the commit. A requestId that another call is writing at
-- this moment under other locks ends this one as a serialization failure: done again, it finds it.
CREATE OR REPLACE FUNCTION post_transfers(requests jsonb, terms jsonb, audit jsonb, moment timestamptz)
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
  risk constant jsonb := terms -> 'risk';
  today constant date := (moment AT TIME ZONE 'UTC')::date;
  this_month constant date := date_trunc('month', moment AT TIME ZONE 'UTC')::date;
  night constant integer := CASE
    WHEN extract(hour FROM moment AT TIME ZONE 'UTC') >= (risk ->> 'nightFrom')::integer
     AND extract(hour FROM moment AT TIME ZONE 'UTC') < (risk ->> 'nightUntil')::integer
    THEN (risk #>> '{points,night}')::integer ELSE 0 END;

  part_names constant text[] :=
    '{newPayee,newDevice,unusualAmount,country,night,velocity,threat}';

  request_ids text[];
  from_ids uuid[];
  owners uuid[];
  reversed uuid[];
  stripes text[];
  has_twins boolean;
  has_legs boolean := false;
  known jsonb;
  is_paused boolean;

  -- Wallets that send, and the stripes of CLEARING, by id; `places` says where each is.
  places jsonb;
  kinds text[];
  available numeric[];
  frozen boolean[];
  closed boolean[];
  users uuid[];
  organizations uuid[];
  ruled boolean[];
  clearing jsonb;

  -- Whoever sends, by id.
  owner_places jsonb;
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

  item record;
  leg record;
  w integer;
  o integer;
  owner uuid;
  reasons text[];
  parts integer[];
  points jsonb;
  score integer;
  outcome text;
  total numeric;
  entry_type text;

  -- What is written, element by element.
  d_index integer[];
  d_status text[];
  d_reasons text[];
  d_score integer[];
  d_points text[];
  d_outcome text[];
  d_clearing uuid[];
  d_command uuid[];
  e_transfer uuid[];
  e_wallet uuid[];
  e_type text[];
  e_counterparty uuid[];
  e_amount numeric[];
  held_wallets uuid[];
  held_amounts numeric[];
  used_beneficiaries uuid[] := '{}';
  commands jsonb[];
  verdicts jsonb[] := '{}';
  written integer;
  new_accepted integer := 0;
  new_held integer := 0;
  new_rejected integer := 0;
BEGIN
  IF jsonb_array_length(requests) NOT BETWEEN 1 AND 1000 THEN
    RAISE EXCEPTION 'one to 1000 transfers in a call' USING ERRCODE = '22023';
  END IF;

  SELECT array_agg(r."requestId"), array_agg(DISTINCT r."fromWalletId"),
         array_agg(DISTINCT coalesce(s."organizationId", s."userId"))
           FILTER (WHERE coalesce(s."organizationId", s."userId") IS NOT NULL),
         array_agg(DISTINCT r."reversalOfId") FILTER (WHERE r."reversalOfId" IS NOT NULL),
         array_agg(DISTINCT money_stripe('CLEARING', r."fromWalletId", 16)),
         count(DISTINCT r."requestId") < count(*)
  INTO request_ids, from_ids, owners, reversed, stripes, has_twins
  FROM jsonb_to_recordset(requests) AS r("requestId" text, "fromWalletId" uuid, "reversalOfId" uuid, "sender" jsonb)
  CROSS JOIN LATERAL (
    SELECT (r."sender" ->> 'organizationId')::uuid AS "organizationId", (r."sender" ->> 'userId')::uuid AS "userId"
  ) s;

  -- The locks, in their order.
  IF reversed IS NOT NULL THEN
    PERFORM FROM "Transfer" t WHERE t."id" = ANY (reversed) ORDER BY t."id" FOR NO KEY UPDATE;
  END IF;
  IF owners IS NOT NULL THEN
    PERFORM lock_usage(owners, moment);
  END IF;
  SELECT jsonb_object_agg(l."id", l.place), array_agg(l."kind" ORDER BY l.place),
         array_agg(l.available ORDER BY l.place), array_agg(l."isFrozen" ORDER BY l.place),
         array_agg(l."deletedAt" IS NOT NULL ORDER BY l.place),
         array_agg(l."userId" ORDER BY l.place), array_agg(l."organizationId" ORDER BY l.place),
         array_agg(l."organizationId" IS NOT NULL AND EXISTS (
           SELECT FROM "BusinessAccount" b WHERE b."walletId" = l."id" AND b."status" = 'ACTIVE') ORDER BY l.place),
         jsonb_object_agg(l."systemKey", l."id") FILTER (WHERE l."systemKey" = ANY (stripes))
  INTO places, kinds, available, frozen, closed, users, organizations, ruled, clearing
  FROM (
    SELECT locked.*, row_number() OVER (ORDER BY locked."id") AS place
    FROM (
      SELECT x."id", x."kind"::text, x."systemKey", x."isFrozen", x."deletedAt",
             x."userId", x."organizationId", x."cachedBalance" - x."heldBalance" AS available
      FROM "Wallet" x
      WHERE x."id" = ANY (from_ids || ARRAY(SELECT c."id" FROM "Wallet" c WHERE c."systemKey" = ANY (stripes)))
      ORDER BY x."id"
      FOR NO KEY UPDATE
    ) locked
  ) l;
  IF clearing IS NULL OR (SELECT count(*) FROM jsonb_object_keys(clearing)) < cardinality(stripes) THEN
    RETURN NULL;
  END IF;

  SELECT (SELECT jsonb_object_agg(t."requestId", jsonb_build_object(
            'id', t."id", 'digest', encode(t."contentDigest", 'hex'), 'status', t."status",
            'reasons', t."reasons", 'score', t."riskScore"))
          FROM "Transfer" t WHERE t."requestId" = ANY (request_ids)),
         coalesce((SELECT s."isPaused" FROM "SystemState" s LIMIT 1), false)
  INTO known, is_paused;
  known := coalesce(known, '{}');

  IF owners IS NOT NULL THEN
    SELECT jsonb_object_agg(u."ownerId", u.place),
           array_agg(CASE WHEN u."day" = today THEN u."dayAmount" ELSE 0 END ORDER BY u.place),
           array_agg(CASE WHEN u."day" = today THEN u."dayCount" ELSE 0 END ORDER BY u.place),
           array_agg(CASE WHEN u."month" = this_month THEN u."monthAmount" ELSE 0 END ORDER BY u.place),
           array_agg(CASE WHEN u."month" = this_month THEN u."monthCount" ELSE 0 END ORDER BY u.place),
           array_agg(u."totalCount" ORDER BY u.place), array_agg(u."usualAmount" ORDER BY u.place),
           array_agg(t.hour_count ORDER BY u.place), array_agg(t.max_transfer ORDER BY u.place),
           array_agg(t.max_day ORDER BY u.place), array_agg(t.max_month ORDER BY u.place),
           array_agg(t.max_day_count ORDER BY u.place), array_agg(t.max_month_count ORDER BY u.place),
           array_agg(t.max_hour_count ORDER BY u.place)
    INTO owner_places, day_amounts, day_counts, month_amounts, month_counts, total_counts,
         usual_amounts, hour_counts, max_transfers, max_days, max_months, max_day_counts,
         max_month_counts, max_hour_counts
    FROM (
      SELECT x.*, row_number() OVER (ORDER BY x."ownerId") AS place
      FROM "TransferUsage" x WHERE x."ownerId" = ANY (owners)
    ) u
    CROSS JOIN LATERAL transfer_terms(u."ownerId", (risk ->> 'velocityFrom')::integer, moment) t;
  END IF;

  FOR item IN
    SELECT r.*, (r."sender" ->> 'userId')::uuid AS user_id, (r."sender" ->> 'organizationId')::uuid AS organization_id,
           l.*,
           CASE WHEN r."sender" ->> 'deviceHash' IS NOT NULL THEN NOT EXISTS (
             SELECT FROM "TrustedDevice" v
             WHERE v."secretHash" = decode(r."sender" ->> 'deviceHash', 'hex') AND v."revokedAt" IS NULL
               AND v."userId" = (r."sender" ->> 'userId')::uuid
               AND v."createdAt" <= moment - interval '24 hours') END AS is_new_device
    FROM ROWS FROM (jsonb_to_recordset(requests) AS (
           "transferId" uuid, "requestId" text, "digest" text, "kind" text, "fromWalletId" uuid, "legs" jsonb,
           "fee" numeric, "sender" jsonb, "reversalOfId" uuid, "hold" jsonb, "command" jsonb))
         WITH ORDINALITY AS r("transferId", "requestId", "digest", "kind", "fromWalletId", "legs", "fee",
                              "sender", "reversalOfId", "hold", "command", number)
    CROSS JOIN LATERAL (
      SELECT sum(g."amount") AS amount, count(*) AS leg_count,
             CASE WHEN count(*) = 1 THEN (array_agg(g."toWalletId"))[1] END AS to_id,
             bool_or(x."id" IS NULL OR (x."systemKey" IS NOT NULL AND r."kind" IN ('TRANSFER', 'BUSINESS'))) AS is_unknown,
             bool_or(x."isFrozen") AS is_frozen, bool_or(x."deletedAt" IS NOT NULL) AS is_closed,
             bool_or(g."toWalletId" = r."fromWalletId") AS is_same,
             max(scale(g."amount")) > 9 OR scale(r."fee") > 9 OR min(g."amount") <= 0 OR r."fee" < 0
               OR count(DISTINCT g."toWalletId") < count(*) AS is_malformed,
             array_remove(array_agg(b."id"), NULL) AS beneficiary_ids,
             bool_or(x."id" IS NOT NULL
               AND (x."userId" = (r."sender" ->> 'userId')::uuid
                 OR x."organizationId" = (r."sender" ->> 'organizationId')::uuid) IS NOT TRUE
               AND (b."createdAt" <= moment - interval '24 hours') IS NOT TRUE
               AND NOT EXISTS (
                 SELECT FROM "Transfer" t WHERE t."fromWalletId" = r."fromWalletId"
                   AND t."toWalletId" = g."toWalletId" AND t."status" = 'CONFIRMED')) AS is_new_payee,
             bool_or((SELECT p."countryCode" FROM "User" p WHERE p."id" = x."userId")
               <> (SELECT p."countryCode" FROM "User" p WHERE p."id" = (r."sender" ->> 'userId')::uuid)) AS is_abroad
      FROM jsonb_to_recordset(r."legs") AS g("toWalletId" uuid, "amount" numeric)
      LEFT JOIN "Wallet" x ON x."id" = g."toWalletId"
      LEFT JOIN "Beneficiary" b ON b."userId" = (r."sender" ->> 'userId')::uuid AND b."walletId" = g."toWalletId"
    ) l
    ORDER BY r.number
  LOOP
    IF item.is_malformed THEN
      RAISE EXCEPTION 'an amount or a receiver of transfer % is malformed', item."transferId" USING ERRCODE = '22023';
    END IF;
    IF known ? item."requestId" THEN
      verdicts := verdicts || CASE
        WHEN known #>> ARRAY[item."requestId", 'digest'] = item."digest" THEN jsonb_build_object(
          'transferId', known #> ARRAY[item."requestId", 'id'],
          'outcome', CASE known #>> ARRAY[item."requestId", 'status']
            WHEN 'REJECTED' THEN 'REJECTED' WHEN 'AWAITING_APPROVAL' THEN 'HELD' ELSE 'ACCEPTED' END,
          'status', known #> ARRAY[item."requestId", 'status'], 'isNew', false,
          'reasons', known #> ARRAY[item."requestId", 'reasons'],
          'riskScore', known #> ARRAY[item."requestId", 'score'])
        ELSE jsonb_build_object(
          'transferId', known #> ARRAY[item."requestId", 'id'], 'outcome', 'CONFLICT',
          'status', known #> ARRAY[item."requestId", 'status'], 'isNew', false,
          'reasons', jsonb_build_array('transfer.request_conflict'), 'riskScore', NULL) END;
      CONTINUE;
    END IF;
    w := (places ->> item."fromWalletId"::text)::integer;
    owner := coalesce(item.organization_id, item.user_id);
    -- Whoever sends holds the wallet; what only the tenant itself moves has no sender.
    IF w IS NULL OR item.is_unknown OR owner IS NOT NULL AND
       (CASE WHEN item.organization_id IS NULL THEN users[w] = owner ELSE organizations[w] = owner END) IS NOT TRUE THEN
      verdicts := verdicts || jsonb_build_object(
        'transferId', item."transferId", 'outcome', 'REFUSED', 'status', NULL, 'isNew', false,
        'reasons', jsonb_build_array('wallet.not_found'), 'riskScore', NULL);
      CONTINUE;
    END IF;

    total := item.amount + item."fee";
    points := '[]';
    score := NULL;
    reasons := array_remove(ARRAY[
      CASE WHEN is_paused THEN 'system.paused' END,
      CASE WHEN item.is_same THEN 'transfer.same_wallet' END,
      CASE WHEN ruled[w] AND item."kind" = 'TRANSFER' THEN 'transfer.business_account' END,
      CASE WHEN closed[w] THEN 'wallet.closed' END,
      CASE WHEN item.is_closed THEN 'wallet.receiver_closed' END,
      CASE WHEN frozen[w] THEN 'wallet.frozen' END,
      CASE WHEN item.is_frozen THEN 'wallet.receiver_frozen' END,
      CASE WHEN kinds[w] <> 'TREASURY' AND available[w] < total THEN 'transfer.insufficient_funds' END
    ], NULL);
    IF item."reversalOfId" IS NOT NULL THEN
      reasons := array_remove(ARRAY[
        CASE WHEN NOT EXISTS (SELECT FROM "Transfer" t WHERE t."id" = item."reversalOfId" AND t."status" = 'CONFIRMED')
        THEN 'transfer.not_reversible' END,
        CASE WHEN EXISTS (SELECT FROM "Transfer" t WHERE t."reversalOfId" = item."reversalOfId"
          AND t."status" NOT IN ('REJECTED', 'FAILED'))
        THEN 'transfer.already_reversed' END
      ], NULL) || reasons;
    END IF;

    IF owner IS NOT NULL THEN
      o := (owner_places ->> owner::text)::integer;
      -- A comparison with a limit that nobody set is null, which is no reason.
      reasons := reasons || array_remove(ARRAY[
        CASE WHEN item.amount > max_transfers[o] THEN 'transfer.limit_per_transfer' END,
        CASE WHEN day_amounts[o] + item.amount > max_days[o] THEN 'transfer.limit_day_amount' END,
        CASE WHEN day_counts[o] + 1 > max_day_counts[o] THEN 'transfer.limit_day_count' END,
        CASE WHEN month_amounts[o] + item.amount > max_months[o] THEN 'transfer.limit_month_amount' END,
        CASE WHEN month_counts[o] + 1 > max_month_counts[o] THEN 'transfer.limit_month_count' END,
        CASE WHEN hour_counts[o] + 1 > max_hour_counts[o] THEN 'transfer.limit_hour_count' END
      ], NULL);
      parts := ARRAY[
        CASE WHEN item.is_new_payee THEN (risk #>> '{points,newPayee}')::integer ELSE 0 END,
        CASE WHEN item.is_new_device THEN (risk #>> '{points,newDevice}')::integer ELSE 0 END,
        CASE WHEN total_counts[o] >= (risk ->> 'unusualAfter')::integer
            AND item.amount > usual_amounts[o] * (risk ->> 'unusualFactor')::integer
          THEN (risk #>> '{points,unusualAmount}')::integer ELSE 0 END,
        CASE WHEN item.is_abroad THEN (risk #>> '{points,country}')::integer ELSE 0 END,
        night,
        CASE WHEN hour_counts[o] >= (risk ->> 'velocityFrom')::integer
          THEN (risk #>> '{points,velocity}')::integer ELSE 0 END,
        -- Fed by the threat module.
        0];
      score := least(100, parts[1] + parts[2] + parts[3] + parts[4] + parts[5] + parts[6] + parts[7]);
      IF score > 0 THEN
        SELECT jsonb_agg(jsonb_build_object('part', p.part, 'points', p.points)) INTO points
        FROM unnest(part_names, parts) AS p(part, points) WHERE p.points > 0;
      END IF;
      IF score >= (risk ->> 'blockAt')::integer THEN
        reasons := reasons || 'transfer.risk_blocked'::text;
      END IF;
    END IF;

    IF cardinality(reasons) > 0 THEN
      outcome := 'REJECTED';
      new_rejected := new_rejected + 1;
    ELSIF jsonb_typeof(item."hold") = 'object' OR score >= (risk ->> 'reviewAt')::integer THEN
      outcome := 'HELD';
      new_held := new_held + 1;
      reasons := array_remove(ARRAY[
        CASE WHEN jsonb_typeof(item."hold") = 'object' THEN 'transfer.rule_approval' END,
        CASE WHEN score >= (risk ->> 'reviewAt')::integer THEN 'transfer.risk_review' END
      ], NULL);
      held_wallets := held_wallets || item."fromWalletId";
      held_amounts := held_amounts || total;
      IF jsonb_typeof(item."hold" -> 'command') = 'object' THEN
        commands := commands || (item."hold" -> 'command');
      END IF;
    ELSE
      outcome := 'ACCEPTED';
      new_accepted := new_accepted + 1;
      commands := commands || item."command";
      entry_type := CASE item."kind" WHEN 'TAX' THEN 'TAX' WHEN 'REVERSAL' THEN 'REVERSAL' ELSE 'SENT' END;
      IF item.leg_count = 1 THEN
        e_transfer := e_transfer || item."transferId";
        e_wallet := e_wallet || item."fromWalletId";
        e_type := e_type || entry_type;
        e_counterparty := e_counterparty || item.to_id;
        e_amount := e_amount || -item.amount;
      ELSE
        FOR leg IN SELECT * FROM jsonb_to_recordset(item."legs") AS g("toWalletId" uuid, "amount" numeric) LOOP
          e_transfer := e_transfer || item."transferId";
          e_wallet := e_wallet || item."fromWalletId";
          e_type := e_type || entry_type;
          e_counterparty := e_counterparty || leg."toWalletId";
          e_amount := e_amount || -leg."amount";
        END LOOP;
      END IF;
      IF item."fee" > 0 THEN
        e_transfer := e_transfer || item."transferId";
        e_wallet := e_wallet || item."fromWalletId";
        e_type := e_type || 'FEE'::text;
        e_counterparty := array_append(e_counterparty, NULL);
        e_amount := e_amount || -item."fee";
      END IF;
      e_transfer := e_transfer || item."transferId";
      e_wallet := e_wallet || (clearing ->> money_stripe('CLEARING', item."fromWalletId", 16))::uuid;
      e_type := e_type || 'RECEIVED'::text;
      e_counterparty := e_counterparty || item."fromWalletId";
      e_amount := e_amount || total;
    END IF;

    IF outcome <> 'REJECTED' THEN
      used_beneficiaries := used_beneficiaries || item.beneficiary_ids;
      available[w] := available[w] - total;
      IF owner IS NOT NULL THEN
        day_amounts[o] := day_amounts[o] + item.amount;
        day_counts[o] := day_counts[o] + 1;
        month_amounts[o] := month_amounts[o] + item.amount;
        month_counts[o] := month_counts[o] + 1;
        hour_counts[o] := hour_counts[o] + 1;
        usual_amounts[o] := CASE WHEN total_counts[o] = 0 THEN item.amount
          ELSE round(usual_amounts[o] * 0.9 + item.amount * 0.1, 9) END;
        total_counts[o] := total_counts[o] + 1;
      END IF;
    END IF;

    has_legs := has_legs OR item.leg_count > 1;
    d_index := d_index || (item.number - 1)::integer;
    d_status := d_status || CASE outcome WHEN 'ACCEPTED' THEN 'PENDING' WHEN 'HELD' THEN 'AWAITING_APPROVAL' ELSE 'REJECTED' END;
    d_reasons := d_reasons || array_to_string(reasons, ',');
    d_score := array_append(d_score, score);
    d_points := d_points || points::text;
    d_outcome := d_outcome || CASE WHEN score >= (risk ->> 'blockAt')::integer THEN 'BLOCK'
      WHEN score >= (risk ->> 'reviewAt')::integer THEN 'REVIEW' ELSE 'ALLOW' END;
    d_clearing := array_append(d_clearing, CASE WHEN outcome = 'ACCEPTED'
      THEN (clearing ->> money_stripe('CLEARING', item."fromWalletId", 16))::uuid END);
    d_command := array_append(d_command, CASE outcome
      WHEN 'ACCEPTED' THEN (item."command" ->> 'commandId')::uuid
      WHEN 'HELD' THEN (item."hold" #>> '{command,commandId}')::uuid END);
    verdicts := verdicts || jsonb_build_object(
      'transferId', item."transferId", 'outcome', outcome, 'status', d_status[cardinality(d_status)],
      'isNew', true, 'reasons', to_jsonb(reasons), 'riskScore', score);
    IF has_twins THEN
      known := known || jsonb_build_object(item."requestId", jsonb_build_object(
        'id', item."transferId", 'digest', item."digest", 'status', d_status[cardinality(d_status)],
        'reasons', to_jsonb(reasons), 'score', score));
    END IF;
  END LOOP;

  IF d_index IS NULL THEN
    RETURN to_jsonb(verdicts);
  END IF;

  INSERT INTO "Transfer" (
    "id", "requestId", "contentDigest", "kind", "status", "fromWalletId", "toWalletId", "amount", "fee",
    "reference", "clearingWalletId", "senderUserId", "senderOrganizationId", "businessAccountId",
    "approvalRule", "approvalExpiresAt", "reversalOfId", "riskScore", "reasons", "commandId", "batchId",
    "createdByKind", "createdById", "createdByName", "createdAt", "updatedAt")
  SELECT r."transferId", r."requestId", decode(r."digest", 'hex'), r."kind"::"TransferKind",
         d.status::"TransferStatus", r."fromWalletId", l.to_id, l.amount, r."fee", r."reference", d.clearing,
         (r."sender" ->> 'userId')::uuid, (r."sender" ->> 'organizationId')::uuid, r."businessAccountId",
         CASE WHEN jsonb_typeof(r."hold") = 'object' THEN r."hold" -> 'rule' END,
         CASE WHEN d.status = 'AWAITING_APPROVAL'
           THEN coalesce((r."hold" ->> 'expiresAt')::timestamptz, moment + interval '72 hours') END,
         r."reversalOfId", d.score, string_to_array(d.reasons, ','), d.command, (terms ->> 'batchId')::uuid,
         (terms ->> 'createdByKind')::"AuditActorKind", terms ->> 'createdById', terms ->> 'createdByName',
         moment, moment
  FROM unnest(d_index, d_status, d_reasons, d_score, d_clearing, d_command)
       AS d(index, status, reasons, score, clearing, command)
  CROSS JOIN LATERAL jsonb_to_record(requests -> d.index) AS r(
    "transferId" uuid, "requestId" text, "digest" text, "kind" text, "fromWalletId" uuid, "legs" jsonb,
    "fee" numeric, "reference" text, "sender" jsonb, "businessAccountId" uuid, "reversalOfId" uuid, "hold" jsonb)
  CROSS JOIN LATERAL (
    SELECT sum(g."amount") AS amount,
           CASE WHEN count(*) = 1 THEN (array_agg(g."toWalletId"))[1] END AS to_id
    FROM jsonb_to_recordset(r."legs") AS g("toWalletId" uuid, "amount" numeric)
  ) l
  -- Two calls that write the same requestIds wait for each other in one direction.
  ORDER BY r."requestId"
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written < cardinality(d_index) THEN
    RAISE EXCEPTION 'a request was written by somebody else meanwhile' USING ERRCODE = '40001';
  END IF;

  IF has_legs THEN
    INSERT INTO "TransferLeg" ("transferId", "legIndex", "toWalletId", "amount")
    SELECT (r.j ->> 'transferId')::uuid, g.number - 1, (g.leg ->> 'toWalletId')::uuid, (g.leg ->> 'amount')::numeric
    FROM unnest(d_index) AS d(index)
    CROSS JOIN LATERAL (SELECT requests -> d.index AS j) r
    CROSS JOIN LATERAL jsonb_array_elements(r.j -> 'legs') WITH ORDINALITY AS g(leg, number)
    WHERE jsonb_array_length(r.j -> 'legs') > 1;
  END IF;

  IF e_transfer IS NOT NULL THEN
    PERFORM append_entries(e_transfer, e_wallet, e_type, e_counterparty, e_amount,
                           array_fill(NULL::text, ARRAY[cardinality(e_transfer)]), moment);
  END IF;
  IF held_wallets IS NOT NULL THEN
    UPDATE "Wallet" x SET "heldBalance" = x."heldBalance" + h.amount, "updatedAt" = moment
    FROM (SELECT u.wallet, sum(u.amount) AS amount FROM unnest(held_wallets, held_amounts) AS u(wallet, amount)
          GROUP BY u.wallet) h
    WHERE x."id" = h.wallet;
  END IF;
  IF owners IS NOT NULL AND new_accepted + new_held > 0 THEN
    -- By key and without a join: planned while the table was small, a join with the places reads the
    -- usage of everybody, once for each sender.
    UPDATE "TransferUsage" x
    SET ("day", "dayAmount", "dayCount", "month", "monthAmount", "monthCount", "totalCount",
         "usualAmount", "updatedAt") = (
      SELECT today, day_amounts[n.place], day_counts[n.place], this_month, month_amounts[n.place],
             month_counts[n.place], total_counts[n.place], usual_amounts[n.place], moment
      FROM (SELECT (owner_places ->> x."ownerId"::text)::integer AS place OFFSET 0) n)
    WHERE x."ownerId" = ANY (owners);
  END IF;
  INSERT INTO "TransactionRiskScore" ("transferId", "score", "parts", "outcome", "createdAt")
  SELECT (requests -> d.index ->> 'transferId')::uuid, d.score, d.points::jsonb, d.outcome::"RiskOutcome", moment
  FROM unnest(d_index, d_score, d_points, d_outcome) AS d(index, score, points, outcome)
  WHERE d.score IS NOT NULL;
  IF cardinality(used_beneficiaries) > 0 THEN
    UPDATE "Beneficiary" b SET "lastUsedAt" = moment WHERE b."id" = ANY (used_beneficiaries);
  END IF;
  IF commands IS NOT NULL THEN
    PERFORM append_commands(commands, moment);
  END IF;
  IF audit IS NOT NULL THEN
    PERFORM append_audit(audit, CASE WHEN jsonb_array_length(requests) = 1
      THEN jsonb_build_object('status', d_status[1], 'reasons', string_to_array(d_reasons[1], ','))
      ELSE jsonb_build_object('accepted', new_accepted, 'held', new_held, 'rejected', new_rejected,
                              'unchanged', cardinality(verdicts) - cardinality(d_index)) END);
  END IF;
  RETURN to_jsonb(verdicts);
END $$;

GRANT EXECUTE ON FUNCTION post_transfers(jsonb, jsonb, jsonb, timestamptz) TO freehold_app;
