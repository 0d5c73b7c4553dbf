import { useQueries } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { withoutSecret } from '../../lib/key-text.ts';
import { useSession } from '../../lib/session.tsx';

const hitLimit = 6;
const shortestQuery = 2;

/** People, organizations, keys, sign-ups under way, wallets, transfers and commands that match what is typed. */
export function usePaletteSearch(query: string, isOpen: boolean) {
  const { api, registration } = useApi();
  const { permissions } = useSession();
  const search = withoutSecret(query.trim());
  const isLongEnough = isOpen && search.length >= shortestQuery && search.length <= 100;
  const where = (permission: (typeof permissions)[number]) => ({
    enabled: isLongEnough && permissions.includes(permission),
  });
  const page = { page: 1, limit: hitLimit, search };
  const byName = { field: 'name', direction: 'asc' } as const;
  const byLastName = { field: 'lastName', direction: 'asc' } as const;
  const newest = { field: 'createdAt', direction: 'desc' } as const;
  const [users, organizations, apiKeys, registrations, commands, wallets, transfers] = useQueries({
    queries: [
      api.users.list.queryOptions({ ...page, sort: byLastName }, where('user.read')),
      api.organizations.list.queryOptions({ ...page, sort: byName }, where('organization.read')),
      api.apiKeys.list.queryOptions(page, where('organization.read')),
      registration.registrations.list.queryOptions(
        { ...page, sort: newest },
        where('registration.read'),
      ),
      api.ledger.listCommands.queryOptions(page, where('ledger.read')),
      api.wallets.list.queryOptions(page, where('wallet.read')),
      api.transfers.list.queryOptions(page, where('transfer.read')),
    ],
  });
  const asked = [users, organizations, apiKeys, registrations, commands, wallets, transfers];
  return {
    isSearching: asked.some((result) => result.isFetching),
    users: isLongEnough ? (users.data?.items ?? []) : [],
    organizations: isLongEnough ? (organizations.data?.items ?? []) : [],
    apiKeys: isLongEnough ? (apiKeys.data?.items ?? []) : [],
    registrations: isLongEnough ? (registrations.data?.items ?? []) : [],
    commands: isLongEnough ? (commands.data?.items ?? []) : [],
    wallets: isLongEnough ? (wallets.data?.items ?? []) : [],
    transfers: isLongEnough ? (transfers.data?.items ?? []) : [],
  };
}
