import {
  AuthRuleDefinedEvent,
  MembershipEndorsedEvent,
  OrganizationActivatedEvent,
  OrganizationProposedEvent,
} from '@freehold/core-contracts/commands/organization';
import type { TenantTransaction } from '@freehold/core-db';
import { listLater, stampsBeside } from './later-events.ts';
import { parseEvent, stampsOf } from './parse-event.ts';
import { ProjectionError, type EventHandler, type Projection } from './projection.ts';

const projection = 'organizations';

const propose: EventHandler = async (tx, _ctx, event) => {
  const { organizationId: id, name } = parseEvent(event, OrganizationProposedEvent);
  await tx.onchainOrganization.createMany({
    data: [{ id, name, proposedAt: event.timestamp, ...stampsOf(event) }],
    skipDuplicates: true,
  });
};

const endorse: EventHandler = async (tx, _ctx, event) => {
  const { organizationId, endorserId, endorsements } = parseEvent(event, MembershipEndorsedEvent);
  const seen = await requireOrganization(tx, organizationId);
  const { count } = await tx.onchainEndorsement.createMany({
    data: [{ organizationId, endorserId, endorsedAt: event.timestamp, createdAt: event.timestamp }],
    skipDuplicates: true,
  });
  if (count === 0) return;
  const about = { organizationId };
  const bearings = ['MembershipEndorsed', 'OrganizationActivated'].map((name) => ({ name, about }));
  const later = await listLater(tx, { projection, event, bearings });
  await tx.onchainOrganization.updateMany({
    where: { id: organizationId },
    data: {
      status: seen.status === 'ACTIVE' ? 'ACTIVE' : 'ENDORSED',
      // The event has the count after it: a later one knew of this endorsement.
      endorsements: Math.max(endorsements, seen.endorsements),
      ...stampsBeside(seen, event, later),
    },
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
  const [where, current] = [
    { organizationId, ruleId },
    { rule, definedAt: event.timestamp },
  ];
  const select = { createdAt: true, updatedAt: true };
  const seen = await tx.onchainAuthRule.findFirst({ where, select });
  if (seen === null) {
    await tx.onchainAuthRule.createMany({ data: [{ ...where, ...current, ...stampsOf(event) }] });
    return;
  }
  const bearings = [{ name: 'AuthRuleDefined', about: where }];
  const later = await listLater(tx, { projection, event, bearings });
  await tx.onchainAuthRule.updateMany({
    where,
    data: { ...(later.length === 0 ? current : {}), ...stampsBeside(seen, event, later) },
  });
};

async function requireOrganization(tx: TenantTransaction, id: string) {
  const found = await tx.onchainOrganization.findFirst({
    where: { id },
    select: { status: true, endorsements: true, createdAt: true, updatedAt: true },
  });
  if (found === null) throw new ProjectionError(`The ledger has no organization ${id}`);
  return found;
}

/** Organizations, who vouched for them, and their rules, as the ledger knows them. */
export const organizations: Projection = {
  name: projection,
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
