import {
  AuditEntry,
  AuditPage,
  AuditVerdict,
  FindOwnActInput,
  ListAuditInput,
} from '@freehold/core-contracts/audit';
import { findOwnAct } from '@freehold/core-services/audit/find-own-act';
import { listAudit } from '@freehold/core-services/audit/list-audit';
import { verifyAudit } from '@freehold/core-services/audit/verify-audit';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const read = permissionProcedure('audit.read');

export const auditRouter = router({
  list: read
    .input(ListAuditInput)
    .output(AuditPage)
    .query(({ ctx, input }) => listAudit({ ctx: ctx.service, input })),

  verify: read
    .input(z.void())
    .output(AuditVerdict)
    .query(({ ctx }) => verifyAudit({ ctx: ctx.service })),

  findOwn: permissionProcedure('overview.read')
    .input(FindOwnActInput)
    .output(AuditEntry.nullable())
    .query(({ ctx, input }) => findOwnAct({ ctx: ctx.service, input })),
});
