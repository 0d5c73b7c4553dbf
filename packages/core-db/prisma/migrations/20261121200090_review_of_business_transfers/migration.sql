-- A transfer of a business account whose risk asks for an operator goes when both have agreed, its
-- signatories by their rule and an operator, in either order; one no of either ends it. Both decide
-- under the lock of the transfer's row, and whoever comes last lets the money go.

-- Whether the signatories have approved as the rule of the transfer asks. A role counts where the
-- approver had it then and has it still.
CREATE FUNCTION business_is_approved(p_transfer "Transfer")
RETURNS boolean
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  SELECT count(*) >= (p_transfer."approvalRule" ->> 'minimumApprovers')::integer
     AND COALESCE(sum(a."weight"), 0) >= (p_transfer."approvalRule" ->> 'minimumWeight')::integer
     AND (p_transfer."approvalRule" ->> 'requiredRole' IS NULL OR COALESCE(bool_or(
       a."signatoryRole"::text = p_transfer."approvalRule" ->> 'requiredRole'
       AND entry ->> 'role' = p_transfer."approvalRule" ->> 'requiredRole'), false))
  FROM "TransactionApproval" a
  LEFT JOIN jsonb_array_elements(p_transfer."approvalRule" -> 'signatories') entry
    ON (entry ->> 'userId')::uuid = a."deciderId"
  WHERE a."tenantId" = p_transfer."tenantId" AND a."transferId" = p_transfer."id"
    AND a."decision" = 'APPROVE' AND NOT a."isOperator"
$$;

-- Whether an operator has to look: null where the risk does not ask for it, else WAITING or what the
-- operator decided.
CREATE FUNCTION business_review(p_transfer "Transfer")
RETURNS text
LANGUAGE sql
SET search_path = pg_catalog, public
AS $$
  SELECT CASE WHEN 'transfer.risk_review' = ANY (p_transfer."reasons") THEN COALESCE(
    (SELECT a."decision"::text FROM "TransactionApproval" a
     WHERE a."tenantId" = p_transfer."tenantId" AND a."transferId" = p_transfer."id"
       AND a."isOperator" LIMIT 1), 'WAITING') END
$$;

-- As before, but that the approval which completes the rule lets nothing go whose review waits.
CREATE OR REPLACE FUNCTION decide_business_transfer(p_decision jsonb, p_moment timestamptz)
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

  IF NOT business_is_approved(v_transfer) OR business_review(v_transfer) = 'WAITING' THEN
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

-- An operator's decision on the risk of such a transfer, in one call like a signatory's. p_decision:
-- transferId, approvalId, deciderId, deciderTenantId, deciderName, decision, reason, and the command
-- execute. Outcomes that write: RECORDED (the signatories are not done), RELEASED, DECLINED, REFUSED
-- (the release was refused at the last moment). Those that write nothing: NOT_WAITING, EXPIRED, RULE
-- (no risk to look at), DECIDED (an operator was faster, or decided as a signatory), SIGNATORY (they
-- may sign for it, or asked for it), FROZEN, PAUSED, UNKNOWN.
CREATE FUNCTION decide_business_review(p_decision jsonb, p_moment timestamptz)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
DECLARE
  v_tenant uuid := NULLIF(current_setting('app.tenant_id', true), '')::uuid;
  v_transfer "Transfer";
  v_decider uuid := (p_decision ->> 'deciderId')::uuid;
  v_wanted "ApprovalVerdict" := (p_decision ->> 'decision')::"ApprovalVerdict";
  v_review text;
  v_released jsonb;
BEGIN
  SELECT t.* INTO v_transfer FROM "Transfer" t
  WHERE t."tenantId" = v_tenant AND t."id" = (p_decision ->> 'transferId')::uuid
    AND t."businessAccountId" IS NOT NULL
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN business_answer('UNKNOWN', NULL);
  END IF;
  IF v_transfer."status" <> 'AWAITING_APPROVAL' OR v_transfer."approvalRule" IS NULL THEN
    RETURN business_answer('NOT_WAITING', v_transfer);
  END IF;
  v_review := business_review(v_transfer);
  IF v_review IS NULL THEN
    RETURN business_answer('RULE', v_transfer);
  END IF;
  IF v_transfer."createdById" = v_decider::text OR EXISTS (
      SELECT FROM jsonb_array_elements(v_transfer."approvalRule" -> 'signatories') entry
      WHERE (entry ->> 'userId')::uuid = v_decider) THEN
    RETURN business_answer('SIGNATORY', v_transfer);
  END IF;
  IF v_review <> 'WAITING' OR EXISTS (
      SELECT FROM "TransactionApproval" a
      WHERE a."tenantId" = v_tenant AND a."transferId" = v_transfer."id" AND a."deciderId" = v_decider) THEN
    RETURN business_answer('DECIDED', v_transfer);
  END IF;
  IF v_transfer."approvalExpiresAt" <= p_moment THEN
    RETURN business_answer('EXPIRED', v_transfer);
  END IF;
  IF v_wanted = 'APPROVE' THEN
    -- As for a signatory: an approval is not used up on what cannot go for a while.
    IF EXISTS (SELECT FROM "SystemState" s WHERE s."tenantId" = v_tenant AND s."isPaused") THEN
      RETURN business_answer('PAUSED', v_transfer);
    END IF;
    IF EXISTS (SELECT FROM "Wallet" w
               WHERE w."tenantId" = v_tenant AND w."id" = v_transfer."fromWalletId" AND w."isFrozen") THEN
      RETURN business_answer('FROZEN', v_transfer);
    END IF;
  END IF;

  INSERT INTO "TransactionApproval" (
    "tenantId", "id", "transferId", "deciderId", "deciderTenantId", "deciderName", "isOperator",
    "weight", "decision", "reason", "decidedAt", "createdAt")
  VALUES (
    v_tenant, (p_decision ->> 'approvalId')::uuid, v_transfer."id", v_decider,
    (p_decision ->> 'deciderTenantId')::uuid, p_decision ->> 'deciderName', true, 0, v_wanted,
    p_decision ->> 'reason', p_moment, p_moment);

  IF v_wanted = 'REJECT' THEN
    PERFORM drop_transfers(jsonb_build_array(jsonb_build_object(
      'transferId', v_transfer."id", 'reason', 'transfer.declined')), p_moment);
    SELECT t.* INTO v_transfer FROM "Transfer" t
    WHERE t."tenantId" = v_tenant AND t."id" = v_transfer."id";
    RETURN business_answer('DECLINED', v_transfer);
  END IF;
  IF NOT business_is_approved(v_transfer) THEN
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

GRANT EXECUTE ON FUNCTION
  business_is_approved("Transfer"),
  business_review("Transfer"),
  decide_business_review(jsonb, timestamptz)
TO freehold_app;
