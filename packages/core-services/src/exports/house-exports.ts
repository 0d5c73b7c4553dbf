import { ListAuditInput } from '@freehold/core-contracts/audit';
import { ListMessagesInput } from '@freehold/core-contracts/messages';
import { ListOrganizationsInput } from '@freehold/core-contracts/organizations';
import { auditEntryFields, toAuditEntry, toAuditWhere } from '../audit/list-audit.ts';
import { messageSummaryFields } from '../messaging/message-fields.ts';
import { toMessageWhere } from '../messaging/list-messages.ts';
import {
  organizationSummaryFields,
  toOrganizationSummary,
} from '../organizations/organization-fields.ts';
import { toOrganizationWhere } from '../organizations/list-organizations.ts';
import { behind, newestFirst, positionOf } from './keyset.ts';
import { defineExport, toBatch } from './list-export.ts';
import { Moment } from './moment.ts';

const noPages = { page: true, limit: true } as const;

export const organizationsExport = defineExport({
  name: 'organizations',
  permission: 'organization.read',
  schema: ListOrganizationsInput.omit(noPages),
  columns: [
    ...['id', 'name', 'slug', 'tier', 'scanCredits', 'totalScans', 'apiCallsUsed'],
    ...['memberCount', 'plan', 'subscriptionStatus', 'createdAt', 'deletedAt'],
  ],
  count: (ctx, filter) => ctx.db.organization.count({ where: toOrganizationWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.organization.findMany({
      where: { AND: [toOrganizationWhere(filter), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: organizationSummaryFields,
    });
    return toBatch(
      rows.map(toOrganizationSummary),
      limit,
      (row) => [
        ...[row.id, row.name, row.slug, row.tier, row.scanCredits, row.totalScans],
        ...[row.apiCallsUsed, row.memberCount, row.plan, row.subscriptionStatus],
        ...[row.createdAt, row.deletedAt],
      ],
      positionOf,
    );
  },
});

export const messagesExport = defineExport({
  name: 'messages',
  permission: 'message.read',
  schema: ListMessagesInput.omit(noPages),
  columns: [
    ...['id', 'channel', 'recipient', 'template', 'locale', 'subject', 'status', 'attempts'],
    ...['provider', 'error', 'createdAt', 'sentAt'],
  ],
  count: (ctx, filter) => ctx.db.outboundMessage.count({ where: toMessageWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.outboundMessage.findMany({
      where: { AND: [toMessageWhere(filter), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: messageSummaryFields,
    });
    return toBatch(
      rows,
      limit,
      (row) => [
        ...[row.id, row.channel, row.recipient, row.template, row.locale, row.subject],
        ...[row.status, row.attempts, row.provider, row.error, row.createdAt, row.sentAt],
      ],
      positionOf,
    );
  },
});

export const auditExport = defineExport({
  name: 'audit',
  permission: 'audit.read',
  schema: ListAuditInput.omit({ ...noPages, from: true, to: true }).extend({
    from: Moment.optional(),
    to: Moment.optional(),
  }),
  columns: [
    ...['sequence', 'createdAt', 'action', 'entityType', 'entityId', 'actorKind', 'actorId'],
    ...['actorName', 'actorTenantId', 'reason', 'changes', 'ip', 'userAgent', 'requestId'],
    ...['isErased', 'hash'],
  ],
  count: (ctx, filter) => ctx.db.auditLog.count({ where: toAuditWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.auditLog.findMany({
      where: {
        AND: [toAuditWhere(filter), typeof after === 'bigint' ? { sequence: { lt: after } } : {}],
      },
      orderBy: { sequence: 'desc' },
      take: limit,
      select: auditEntryFields,
    });
    return toBatch(
      rows.map(toAuditEntry),
      limit,
      (row) => [
        ...[row.sequence, row.createdAt, row.action, row.entityType, row.entityId],
        ...[row.actorKind, row.actorId, row.actorName, row.actorTenantId, row.reason],
        ...[JSON.stringify(row.changes), row.ip, row.userAgent, row.requestId],
        ...[row.isErased, row.hash],
      ],
      ({ sequence }) => sequence,
    );
  },
});
