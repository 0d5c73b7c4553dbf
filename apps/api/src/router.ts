import { router } from '@freehold/core-trpc/trpc';
import type { DatabaseStatistics } from '@freehold/core-services/platform/get-database';
import { accountRouter } from './routers/account.ts';
import { apiKeysRouter } from './routers/api-keys.ts';
import { approvalsRouter } from './routers/approvals.ts';
import { auditRouter } from './routers/audit.ts';
import { businessAccountsRouter, businessRouter } from './routers/business.ts';
import { emailRouter, passwordRouter, phoneRouter } from './routers/credentials.ts';
import { factorsRouter } from './routers/factors.ts';
import { internalRouter } from './routers/internal.ts';
import { invitationsRouter } from './routers/invitations.ts';
import { ledgerRouter } from './routers/ledger.ts';
import { limitsRouter } from './routers/limits.ts';
import { loansRouter } from './routers/loans.ts';
import { messagesRouter } from './routers/messages.ts';
import { moneyRouter } from './routers/money.ts';
import { notificationsRouter } from './routers/notifications.ts';
import { onchainRouter } from './routers/onchain.ts';
import { organizationsRouter } from './routers/organizations.ts';
import { overviewRouter } from './routers/overview.ts';
import { peopleRouter } from './routers/people.ts';
import { createPlatformRouter } from './routers/platform.ts';
import { proposalsRouter } from './routers/proposals.ts';
import { savedViewsRouter } from './routers/saved-views.ts';
import { securityRouter } from './routers/security.ts';
import { sessionRouter } from './routers/session.ts';
import { staffRouter } from './routers/staff.ts';
import { taxRouter } from './routers/tax.ts';
import { tenantsRouter } from './routers/tenants.ts';
import { transfersRouter } from './routers/transfers.ts';
import { treasuryRouter } from './routers/treasury.ts';
import { usersRouter } from './routers/users.ts';
import { walletsRouter } from './routers/wallets.ts';
import { webhooksRouter } from './routers/webhooks.ts';

/** Every procedure of the API. */
export function createApiRouter(options: { readonly statistics: DatabaseStatistics }) {
  return router({
    account: accountRouter,
    apiKeys: apiKeysRouter,
    approvals: approvalsRouter,
    audit: auditRouter,
    business: businessRouter,
    businessAccounts: businessAccountsRouter,
    email: emailRouter,
    factors: factorsRouter,
    internal: internalRouter,
    invitations: invitationsRouter,
    ledger: ledgerRouter,
    limits: limitsRouter,
    loans: loansRouter,
    messages: messagesRouter,
    money: moneyRouter,
    notifications: notificationsRouter,
    onchain: onchainRouter,
    organizations: organizationsRouter,
    overview: overviewRouter,
    password: passwordRouter,
    people: peopleRouter,
    phone: phoneRouter,
    platform: createPlatformRouter(options.statistics),
    proposals: proposalsRouter,
    savedViews: savedViewsRouter,
    security: securityRouter,
    session: sessionRouter,
    staff: staffRouter,
    tax: taxRouter,
    tenants: tenantsRouter,
    transfers: transfersRouter,
    treasury: treasuryRouter,
    users: usersRouter,
    wallets: walletsRouter,
    webhooks: webhooksRouter,
  });
}

/** What clients type their calls with; never imported at run time. */
export type ApiRouter = ReturnType<typeof createApiRouter>;
