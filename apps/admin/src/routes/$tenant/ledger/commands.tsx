import { createFileRoute } from '@tanstack/react-router';
import { CommandsPage } from '../../../features/ledger/commands-page.tsx';
import { CommandsSearch } from '../../../features/ledger/ledger-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/ledger/commands')({
  validateSearch: (search: Record<string, unknown>): CommandsSearch => CommandsSearch.parse(search),
  component: Commands,
});

function Commands() {
  const onSearchChange = useSearchChange<CommandsSearch>(Route.useNavigate());
  return <CommandsPage search={Route.useSearch()} onSearchChange={onSearchChange} />;
}
