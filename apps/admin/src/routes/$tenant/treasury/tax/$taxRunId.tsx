import { createFileRoute } from '@tanstack/react-router';
import { TaxRunPage } from '../../../../features/treasury/tax-run-page.tsx';
import { TaxRunSearch } from '../../../../features/treasury/tax-search.ts';
import { useSearchChange } from '../../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/treasury/tax/$taxRunId')({
  validateSearch: (search: Record<string, unknown>): TaxRunSearch => TaxRunSearch.parse(search),
  component: TaxRun,
});

function TaxRun() {
  const { taxRunId } = Route.useParams();
  const onSearchChange = useSearchChange<TaxRunSearch>(Route.useNavigate());
  return (
    <TaxRunPage
      key={taxRunId}
      taxRunId={taxRunId}
      search={Route.useSearch()}
      onSearchChange={onSearchChange}
    />
  );
}
