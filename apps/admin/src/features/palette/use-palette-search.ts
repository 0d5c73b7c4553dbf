import { useQueries } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { useCan } from '../../lib/session.tsx';

const hitLimit = 6;
const shortestQuery = 2;

/** People, cases under way and commands that match what is typed. */
export function usePaletteSearch(query: string, isOpen: boolean) {
  const { api, registration } = useApi();
  const search = query.trim();
  const isLongEnough = isOpen && search.length >= shortestQuery && search.length <= 100;
  const canReadUsers = useCan('user.read');
  const canReadRegistrations = useCan('registration.read');
  const canReadLedger = useCan('ledger.read');
  const page = { page: 1, limit: hitLimit, search };
  const [users, registrations, commands] = useQueries({
    queries: [
      api.users.list.queryOptions(
        { ...page, sort: { field: 'lastName', direction: 'asc' } },
        { enabled: isLongEnough && canReadUsers },
      ),
      registration.registrations.list.queryOptions(
        { ...page, sort: { field: 'createdAt', direction: 'desc' } },
        { enabled: isLongEnough && canReadRegistrations },
      ),
      api.ledger.listCommands.queryOptions(page, { enabled: isLongEnough && canReadLedger }),
    ],
  });
  return {
    isSearching: users.isFetching || registrations.isFetching || commands.isFetching,
    users: isLongEnough ? (users.data?.items ?? []) : [],
    registrations: isLongEnough ? (registrations.data?.items ?? []) : [],
    commands: isLongEnough ? (commands.data?.items ?? []) : [],
  };
}
