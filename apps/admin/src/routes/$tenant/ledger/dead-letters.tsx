import { createFileRoute } from '@tanstack/react-router';
import { DeadLettersPage } from '../../../features/ledger/dead-letters-page.tsx';
import { DeadLettersSearch } from '../../../features/ledger/ledger-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/ledger/dead-letters')({
  validateSearch: (search: Record<string, unknown>): DeadLettersSearch =>
    DeadLettersSearch.parse(search),
  component: DeadLetters,
});

function DeadLetters() {
  const onSearchChange = useSearchChange<DeadLettersSearch>(Route.useNavigate());
  return <DeadLettersPage search={Route.useSearch()} onSearchChange={onSearchChange} />;
}
