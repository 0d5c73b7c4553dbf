import { createFileRoute } from '@tanstack/react-router';
import { TaxRunsPage } from '../../../../features/treasury/tax-runs-page.tsx';
import { TaxRunsSearch } from '../../../../features/treasury/tax-search.ts';
import { useSearchChange } from '../../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/treasury/tax/')({
  validateSearch: (search: Record<string, unknown>): TaxRunsSearch => TaxRunsSearch.parse(search),
  component: TaxRuns,
});

function TaxRuns() {
  const onSearchChange = useSearchChange<TaxRunsSearch>(Route.useNavigate());
  return <TaxRunsPage search={Route.useSearch()} onSearchChange={onSearchChange} />;
}
