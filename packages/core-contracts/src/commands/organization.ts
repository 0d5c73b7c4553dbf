import { z } from 'zod';
import { Amount } from '../amounts.ts';
import { Id } from '../ids.ts';
import { line } from '../text.ts';
import { FeeAmount, LedgerPersonId } from './parts.ts';

/** Payload of PROPOSE_ORGANIZATION. The name is the one the organization is publicly known by. */
export const ProposeOrganizationPayload = z.strictObject({ organizationId: Id, name: line(120) });
export type ProposeOrganizationPayload = z.infer<typeof ProposeOrganizationPayload>;

/** Event of PROPOSE_ORGANIZATION, version 1. */
export const OrganizationProposedEvent = z.object({ organizationId: Id, name: z.string() });
export type OrganizationProposedEvent = z.infer<typeof OrganizationProposedEvent>;

/** Payload of ENDORSE_MEMBERSHIP. */
export const EndorseMembershipPayload = z.strictObject({
  organizationId: Id,
  endorserId: LedgerPersonId,
});
export type EndorseMembershipPayload = z.infer<typeof EndorseMembershipPayload>;

/** Event of ENDORSE_MEMBERSHIP, version 1, with the count after it. */
export const MembershipEndorsedEvent = z.object({
  organizationId: Id,
  endorserId: z.string(),
  endorsements: z.int().min(1),
});
export type MembershipEndorsedEvent = z.infer<typeof MembershipEndorsedEvent>;

/** Payload of ACTIVATE_ORGANIZATION. */
export const ActivateOrganizationPayload = z.strictObject({ organizationId: Id });
export type ActivateOrganizationPayload = z.infer<typeof ActivateOrganizationPayload>;

/** Event of ACTIVATE_ORGANIZATION, version 1. */
export const OrganizationActivatedEvent = z.object({ organizationId: Id });
export type OrganizationActivatedEvent = z.infer<typeof OrganizationActivatedEvent>;

/** Approvals that a payment in a band of amounts needs. */
export const AuthRule = z.strictObject({
  /** The band: from this amount on, up to and not including `belowAmount`; null has no end. */
  fromAmount: FeeAmount,
  belowAmount: Amount.nullable(),
  minimumWeight: z.int().min(1).max(100_000),
  minimumApprovers: z.int().min(1).max(100),
});
export type AuthRule = z.infer<typeof AuthRule>;

/** Payload of DEFINE_AUTH_RULE; the same ruleId again replaces the rule. */
export const DefineAuthRulePayload = z.strictObject({
  organizationId: Id,
  ruleId: line(80),
  rule: AuthRule,
});
export type DefineAuthRulePayload = z.infer<typeof DefineAuthRulePayload>;

/** Event of DEFINE_AUTH_RULE, version 1. */
export const AuthRuleDefinedEvent = z.object({
  organizationId: Id,
  ruleId: z.string(),
  rule: AuthRule,
});
export type AuthRuleDefinedEvent = z.infer<typeof AuthRuleDefinedEvent>;
