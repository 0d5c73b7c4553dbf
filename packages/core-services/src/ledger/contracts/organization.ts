import {
  ActivateOrganizationPayload,
  DefineAuthRulePayload,
  EndorseMembershipPayload,
  ProposeOrganizationPayload,
  type AuthRuleDefinedEvent,
  type MembershipEndorsedEvent,
  type OrganizationActivatedEvent,
  type OrganizationProposedEvent,
} from '@freehold/core-contracts/commands/organization';
import { z } from 'zod';
import { accept, defineContract, readState, refuse, type WorldState } from './contract.ts';
import { parameterKey, readCountParameter } from './system-state.ts';

const OrganizationValue = z.object({
  status: z.enum(['PROPOSED', 'ENDORSED', 'ACTIVE']),
  endorsements: z.int(),
});

/** Parameter of the ledger: endorsements it takes to activate an organization. */
export const endorsementsParameter = 'organization.endorsements';
const defaultEndorsements = 2;

const organizationKey = (id: string): string => `organization/${id}`;
const endorserKey = (id: string, endorserId: string): string =>
  `organization/${id}/endorser/${endorserId}`;
const ruleKey = (id: string, ruleId: string): string => `organization/${id}/rule/${ruleId}`;

function readOrganization(state: WorldState, organizationId: string) {
  return readState(state, organizationKey(organizationId), OrganizationValue);
}

export const proposeOrganization = defineContract(ProposeOrganizationPayload, {
  keysOf: ({ organizationId }) => [organizationKey(organizationId)],
  execute({ organizationId, name }, state) {
    const key = organizationKey(organizationId);
    if (state.has(key)) return refuse('ORGANIZATION_EXISTS');
    const event: OrganizationProposedEvent = { organizationId, name };
    const value = { status: 'PROPOSED', endorsements: 0 };
    return accept([{ key, value }], ['OrganizationProposed', event]);
  },
});

export const endorseMembership = defineContract(EndorseMembershipPayload, {
  keysOf: ({ organizationId, endorserId }) => [
    organizationKey(organizationId),
    endorserKey(organizationId, endorserId),
  ],
  execute({ organizationId, endorserId }, state, moment) {
    const organization = readOrganization(state, organizationId);
    if (organization === null) return refuse('ORGANIZATION_UNKNOWN');
    if (organization.status === 'ACTIVE') return refuse('ORGANIZATION_ACTIVE');
    const key = endorserKey(organizationId, endorserId);
    if (state.has(key)) return refuse('ALREADY_ENDORSED');
    const endorsements = organization.endorsements + 1;
    const event: MembershipEndorsedEvent = { organizationId, endorserId, endorsements };
    const writes = [
      { key: organizationKey(organizationId), value: { status: 'ENDORSED', endorsements } },
      { key, value: { endorsedAt: moment.toISOString() } },
    ];
    return accept(writes, ['MembershipEndorsed', event]);
  },
});

export const activateOrganization = defineContract(ActivateOrganizationPayload, {
  keysOf: ({ organizationId }) => [
    organizationKey(organizationId),
    parameterKey(endorsementsParameter),
  ],
  execute({ organizationId }, state) {
    const organization = readOrganization(state, organizationId);
    if (organization === null) return refuse('ORGANIZATION_UNKNOWN');
    if (organization.status === 'ACTIVE') return refuse('ORGANIZATION_ACTIVE');
    const needed = readCountParameter(state, endorsementsParameter, defaultEndorsements);
    if (organization.endorsements < needed) return refuse('ENDORSEMENTS_MISSING');
    const event: OrganizationActivatedEvent = { organizationId };
    const value = { ...organization, status: 'ACTIVE' };
    return accept(
      [{ key: organizationKey(organizationId), value }],
      ['OrganizationActivated', event],
    );
  },
  writtenKeysOf: ({ organizationId }) => [organizationKey(organizationId)],
});

export const defineAuthRule = defineContract(DefineAuthRulePayload, {
  keysOf: ({ organizationId }) => [organizationKey(organizationId)],
  execute(payload, state) {
    const { organizationId, ruleId, rule } = payload;
    if (readOrganization(state, organizationId) === null) return refuse('ORGANIZATION_UNKNOWN');
    const event: AuthRuleDefinedEvent = payload;
    return accept(
      [{ key: ruleKey(organizationId, ruleId), value: rule }],
      ['AuthRuleDefined', event],
    );
  },
  writtenKeysOf: ({ organizationId, ruleId }) => [ruleKey(organizationId, ruleId)],
});
