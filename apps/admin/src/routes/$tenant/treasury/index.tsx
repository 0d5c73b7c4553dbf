import { createFileRoute } from '@tanstack/react-router';
import { TreasuryPage } from '../../../features/treasury/treasury-page.tsx';
import { TreasurySearch } from '../../../features/treasury/treasury-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/treasury/')({
  validateSearch: (search: Record<string, unknown>): TreasurySearch => TreasurySearch.parse(search),
  component: Treasury,
});

function Treasury() {
  const onSearchChange = useSearchChange<TreasurySearch>(Route.useNavigate());
  return <TreasuryPage search={Route.useSearch()} onSearchChange={onSearchChange} />;
}
