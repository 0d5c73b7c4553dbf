import { router } from '@freehold/core-trpc/trpc';
import type { DatabaseStatistics } from '@freehold/core-services/platform/get-database';
import { accountRouter } from './routers/account.ts';
import { approvalsRouter } from './routers/approvals.ts';
import { auditRouter } from './routers/audit.ts';
import { internalRouter } from './routers/internal.ts';
import { ledgerRouter } from './routers/ledger.ts';
import { messagesRouter } from './routers/messages.ts';
import { overviewRouter } from './routers/overview.ts';
import { createPlatformRouter } from './routers/platform.ts';
import { sessionRouter } from './routers/session.ts';
import { tenantsRouter } from './routers/tenants.ts';
import { usersRouter } from './routers/users.ts';

/** Every procedure of the API. */
export function createApiRouter(options: { readonly statistics: DatabaseStatistics }) {
  return router({
    account: accountRouter,
    approvals: approvalsRouter,
    audit: auditRouter,
    internal: internalRouter,
    ledger: ledgerRouter,
    messages: messagesRouter,
    overview: overviewRouter,
    platform: createPlatformRouter(options.statistics),
    session: sessionRouter,
    tenants: tenantsRouter,
    users: usersRouter,
  });
}

/** What clients type their calls with; never imported at run time. */
export type ApiRouter = ReturnType<typeof createApiRouter>;
