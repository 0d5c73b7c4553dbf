import { AuditPage, ChainVerdict, ListAuditInput } from '@freehold/core-contracts/audit';
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
    .output(ChainVerdict)
    .query(({ ctx }) => verifyAudit({ ctx: ctx.service })),
});
