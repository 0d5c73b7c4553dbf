import {
  AuthRuleDefinedEvent,
  MembershipEndorsedEvent,
  OrganizationActivatedEvent,
  OrganizationProposedEvent,
} from '@freehold/core-contracts/commands/organization';
import type { TenantTransaction } from '@freehold/core-db';
import { parseEvent, stampsOf } from './parse-event.ts';
import { ProjectionError, type EventHandler, type Projection } from './projection.ts';

const propose: EventHandler = async (tx, _ctx, event) => {
  const { organizationId: id, name } = parseEvent(event, OrganizationProposedEvent);
  await tx.onchainOrganization.createMany({
    data: [{ id, name, proposedAt: event.timestamp, ...stampsOf(event) }],
    skipDuplicates: true,
  });
};

const endorse: EventHandler = async (tx, _ctx, event) => {
  const { organizationId, endorserId, endorsements } = parseEvent(event, MembershipEndorsedEvent);
  await requireOrganization(tx, organizationId);
  const { count } = await tx.onchainEndorsement.createMany({
    data: [{ organizationId, endorserId, endorsedAt: event.timestamp, createdAt: event.timestamp }],
    skipDuplicates: true,
  });
  if (count === 0) return;
  await tx.onchainOrganization.updateMany({
    where: { id: organizationId },
    data: { status: 'ENDORSED', endorsements, updatedAt: event.timestamp },
  });
};

const activate: EventHandler = async (tx, _ctx, event) => {
  const { organizationId: id } = parseEvent(event, OrganizationActivatedEvent);
  await requireOrganization(tx, id);
  await tx.onchainOrganization.updateMany({
    where: { id, status: { not: 'ACTIVE' } },
    data: { status: 'ACTIVE', activatedAt: event.timestamp, updatedAt: event.timestamp },
  });
};

const defineRule: EventHandler = async (tx, _ctx, event) => {
  const { organizationId, ruleId, rule } = parseEvent(event, AuthRuleDefinedEvent);
  await requireOrganization(tx, organizationId);
  const current = { rule, definedAt: event.timestamp, updatedAt: event.timestamp };
  const { count } = await tx.onchainAuthRule.updateMany({
    where: { organizationId, ruleId },
    data: current,
  });
  if (count > 0) return;
  await tx.onchainAuthRule.createMany({
    data: [{ organizationId, ruleId, ...current, createdAt: event.timestamp }],
  });
};

async function requireOrganization(tx: TenantTransaction, id: string): Promise<void> {
  const found = await tx.onchainOrganization.findFirst({ where: { id }, select: { id: true } });
  if (found === null) throw new ProjectionError(`The ledger has no organization ${id}`);
}

/** Organizations, who vouched for them, and their rules, as the ledger knows them. */
export const organizations: Projection = {
  name: 'organizations',
  handlers: {
    OrganizationProposed: { 1: propose },
    MembershipEndorsed: { 1: endorse },
    OrganizationActivated: { 1: activate },
    AuthRuleDefined: { 1: defineRule },
  },
  // Endorsements and rules go with their organization.
  reset: async (tx) => {
    await tx.onchainOrganization.deleteMany({ where: {} });
  },
};
