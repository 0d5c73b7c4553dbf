-- A signatory's decision on a transfer that waits, and what follows from it, in one call: whoever
-- completes the rule lets the money go in the same statement, so that of any number who approve at
-- once exactly one does. The transfer's row is the lock; then the signatory's own row and membership
-- (shared, so that a removal comes either before or after), then what release_transfers takes.
--
-- The rule and who may approve are those of when the transfer was asked for. Since then a signatory
-- may have lost power over it, never gained: they must still be on the list and weigh at most what
-- they weighed then. What was approved stays approved.
--
-- p_decision: transferId, approvalId, deciderId, deciderTenantId, deciderName, decision, reason,
-- and two commands as release_transfers takes them: approve (without a weight), execute.
-- Answers { outcome, status, reasons, approvedWeight, approvedCount }. Outcomes that write: RECORDED
-- (more are needed), RELEASED, DECLINED (a signatory said no), REFUSED (the release was refused at
-- the last moment). Those that write nothing: SAME, DECIDED, NOT_WAITING, EXPIRED, NOT_SIGNATORY,
-- INITIATOR, FROZEN, PAUSED, UNKNOWN.
CREATE FUNCTION decide_business_transfer(p_decision jsonb, p_moment timestamptz)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
DECLARE
  v_tenant uuid := NULLIF(current_setting('app.tenant_id', true), '')::uuid;
  v_transfer "Transfer";
  v_signatory "BusinessSignatory";
  v_listed jsonb;
  v_known "ApprovalVerdict";
  v_decider uuid := (p_decision ->> 'deciderId')::uuid;
  v_wanted "ApprovalVerdict" := (p_decision ->> 'decision')::"ApprovalVerdict";
  v_weight integer;
  v_total integer;
  v_count integer;
  v_has_role boolean;
  v_released jsonb;
BEGIN
  SELECT t.* INTO v_transfer FROM "Transfer" t
  WHERE t."tenantId" = v_tenant AND t."id" = (p_decision ->> 'transferId')::uuid
    AND t."businessAccountId" IS NOT NULL
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN business_answer('UNKNOWN', NULL);
  END IF;

  SELECT a."decision" INTO v_known FROM "TransactionApproval" a
  WHERE a."tenantId" = v_tenant AND a."transferId" = v_transfer."id" AND a."deciderId" = v_decider;
  IF FOUND THEN
    RETURN business_answer(CASE WHEN v_known = v_wanted THEN 'SAME' ELSE 'DECIDED' END, v_transfer);
  END IF;
  IF v_transfer."status" <> 'AWAITING_APPROVAL' OR v_transfer."approvalRule" IS NULL THEN
    RETURN business_answer('NOT_WAITING', v_transfer);
  END IF;
  IF v_transfer."approvalExpiresAt" <= p_moment THEN
    RETURN business_answer('EXPIRED', v_transfer);
  END IF;

  SELECT entry INTO v_listed
  FROM jsonb_array_elements(v_transfer."approvalRule" -> 'signatories') entry
  WHERE (entry ->> 'userId')::uuid = v_decider;
  SELECT s.* INTO v_signatory FROM "BusinessSignatory" s
  WHERE s."tenantId" = v_tenant AND s."businessAccountId" = v_transfer."businessAccountId"
    AND s."userId" = v_decider AND s."isActive"
  FOR SHARE;
  PERFORM FROM "Membership" m
  JOIN "BusinessAccount" b
    ON b."tenantId" = m."tenantId" AND b."organizationId" = m."organizationId"
  JOIN "User" u ON u."tenantId" = m."tenantId" AND u."id" = m."userId"
  WHERE m."tenantId" = v_tenant AND m."userId" = v_decider
    AND b."id" = v_transfer."businessAccountId"
    AND u."status" = 'ACTIVE' AND u."deletedAt" IS NULL
  FOR KEY SHARE OF m;
  IF NOT FOUND OR v_signatory."id" IS NULL OR v_listed IS NULL THEN
    RETURN business_answer('NOT_SIGNATORY', v_transfer);
  END IF;
  v_weight := LEAST(v_signatory."weight", (v_listed ->> 'weight')::integer);

  IF v_wanted = 'REJECT' THEN
    PERFORM business_record(p_decision, v_signatory, v_weight, p_moment);
    PERFORM drop_transfers(jsonb_build_array(jsonb_build_object(
      'transferId', v_transfer."id", 'reason', 'transfer.declined')), p_moment);
    SELECT t.* INTO v_transfer FROM "Transfer" t
    WHERE t."tenantId" = v_tenant AND t."id" = v_transfer."id";
    RETURN business_answer('DECLINED', v_transfer);
  END IF;

  IF (v_transfer."approvalRule" ->> 'initiatorId')::uuid = v_decider
     AND NOT (v_transfer."approvalRule" ->> 'isInitiatorCounted')::boolean THEN
    RETURN business_answer('INITIATOR', v_transfer);
  END IF;
  -- Not the last word, which release_transfers has under its locks: an approval is not used up on a
  -- wallet that is frozen for a while.
  IF EXISTS (SELECT FROM "SystemState" s WHERE s."tenantId" = v_tenant AND s."isPaused") THEN
    RETURN business_answer('PAUSED', v_transfer);
  END IF;
  IF EXISTS (SELECT FROM "Wallet" w
             WHERE w."tenantId" = v_tenant AND w."id" = v_transfer."fromWalletId" AND w."isFrozen") THEN
    RETURN business_answer('FROZEN', v_transfer);
  END IF;

  PERFORM business_record(p_decision, v_signatory, v_weight, p_moment);
  PERFORM append_commands(
    ARRAY[jsonb_set(p_decision -> 'approve', '{payload,weight}', to_jsonb(v_weight))], p_moment);

  -- A role counts where the approver had it then and has it still.
  SELECT count(*), COALESCE(sum(a."weight"), 0), COALESCE(bool_or(
      a."signatoryRole"::text = v_transfer."approvalRule" ->> 'requiredRole'
      AND entry ->> 'role' = v_transfer."approvalRule" ->> 'requiredRole'), false)
  INTO v_count, v_total, v_has_role
  FROM "TransactionApproval" a
  LEFT JOIN jsonb_array_elements(v_transfer."approvalRule" -> 'signatories') entry
    ON (entry ->> 'userId')::uuid = a."deciderId"
  WHERE a."tenantId" = v_tenant AND a."transferId" = v_transfer."id"
    AND a."decision" = 'APPROVE' AND NOT a."isOperator";
  IF v_count < (v_transfer."approvalRule" ->> 'minimumApprovers')::integer
     OR v_total < (v_transfer."approvalRule" ->> 'minimumWeight')::integer
     OR (v_transfer."approvalRule" ->> 'requiredRole' IS NOT NULL AND NOT v_has_role) THEN
    RETURN business_answer('RECORDED', v_transfer);
  END IF;

  v_released := release_transfers(jsonb_build_array(jsonb_build_object(
    'transferId', v_transfer."id", 'command', p_decision -> 'execute')), p_moment) -> 0;
  -- Paused at this very moment: done again, the whole decision finds it so.
  IF v_released ->> 'outcome' = 'MISMATCH' THEN
    RAISE EXCEPTION 'the transfer could not be released' USING ERRCODE = '40001';
  END IF;
  SELECT t.* INTO v_transfer FROM "Transfer" t
  WHERE t."tenantId" = v_tenant AND t."id" = v_transfer."id";
  RETURN business_answer(
    CASE v_released ->> 'outcome' WHEN 'RELEASED' THEN 'RELEASED' ELSE 'REFUSED' END, v_transfer);
END
$$;

-- What a decision answers: the transfer as it is now and what has been approved.
CREATE FUNCTION business_answer(p_outcome text, p_transfer "Transfer")
RETURNS jsonb
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  SELECT jsonb_build_object(
    'outcome', p_outcome,
    'status', p_transfer."status",
    'reasons', COALESCE(to_jsonb(p_transfer."reasons"), '[]'::jsonb),
    'approvedWeight', COALESCE(sum(a."weight"), 0),
    'approvedCount', count(a."id"))
  FROM "TransactionApproval" a
  WHERE a."tenantId" = p_transfer."tenantId" AND a."transferId" = p_transfer."id"
    AND a."decision" = 'APPROVE' AND NOT a."isOperator"
$$;

-- One decision, with its signatory as they are now.
CREATE FUNCTION business_record(
  p_decision jsonb, p_signatory "BusinessSignatory", p_weight integer, p_moment timestamptz)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  INSERT INTO "TransactionApproval" (
    "tenantId", "id", "transferId", "deciderId", "deciderTenantId", "deciderName", "isOperator",
    "signatoryRole", "weight", "decision", "reason", "decidedAt", "createdAt")
  VALUES (
    p_signatory."tenantId", (p_decision ->> 'approvalId')::uuid, (p_decision ->> 'transferId')::uuid,
    p_signatory."userId", (p_decision ->> 'deciderTenantId')::uuid, p_decision ->> 'deciderName',
    false, p_signatory."role", p_weight, (p_decision ->> 'decision')::"ApprovalVerdict",
    p_decision ->> 'reason', p_moment, p_moment)
$$;

GRANT EXECUTE ON FUNCTION
  decide_business_transfer(jsonb, timestamptz),
  business_answer(text, "Transfer"),
  business_record(jsonb, "BusinessSignatory", integer, timestamptz)
TO freehold_app;
