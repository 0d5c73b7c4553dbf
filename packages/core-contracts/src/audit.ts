import { z } from 'zod';
import { AuditActorKind } from './enums.ts';
import { Id } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { line } from './text.ts';

export const ListAuditInput = PageInput.extend({
  search: line(100).optional(),
  action: line(80).optional(),
  entityType: line(60).optional(),
  entityId: line(80).optional(),
  actorId: line(80).optional(),
  actorKind: AuditActorKind.optional(),
  /** Everything about an organization: itself, its members, invitations, keys and terms. */
  organizationId: Id.optional(),
  /** From this moment on. */
  from: z.date().optional(),
  /** Before this moment. */
  to: z.date().optional(),
  direction: z.enum(['asc', 'desc']).default('desc'),
});
export type ListAuditInput = z.infer<typeof ListAuditInput>;

export const AuditEntry = z.object({
  id: Id,
  sequence: z.bigint(),
  action: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  actorKind: AuditActorKind,
  actorId: z.string().nullable(),
  actorName: z.string(),
  /** Name of the operator's home tenant when it is another. */
  actorTenantId: Id.nullable(),
  reason: z.string().nullable(),
  changes: z.unknown(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string().nullable(),
  /** Who acted, or what was said, was taken away by an erasure. */
  isErased: z.boolean(),
  /** Hex */
  hash: z.string(),
  createdAt: z.date(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Asks for the audit entry of the caller's own newest act on something. */
export const FindOwnActInput = z.strictObject({ entityType: line(60), entityId: line(80) });
export type FindOwnActInput = z.infer<typeof FindOwnActInput>;

export const AuditPage = pageOf(AuditEntry);
export type AuditPage = z.infer<typeof AuditPage>;

/** Result of recomputing a chain from its start. */
export const ChainVerdict = z.object({
  isIntact: z.boolean(),
  checkedCount: z.bigint(),
  /** First row or block that does not fit, when any. */
  firstBroken: z.object({ position: z.bigint(), reason: z.string() }).nullable(),
  headHash: z.string().nullable(),
});
export type ChainVerdict = z.infer<typeof ChainVerdict>;

/** The same of an audit log, whose rows may have lost personal details to an erasure. */
export const AuditVerdict = ChainVerdict.extend({
  /** Rows that did, each of them vouched for by the erasure's own row. */
  erasedCount: z.bigint(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;
