import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { LoansPage } from '../../features/loans/loans-page.tsx';
import { LoansSearch } from '../../features/loans/loans-search.ts';
import { SavedViewsMenu } from '../../features/saved-views/saved-views-menu.tsx';
import { useSearchChange, useSearchReplace } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/loans')({
  validateSearch: (search: Record<string, unknown>): LoansSearch => LoansSearch.parse(search),
  component: Loans,
});

function Loans() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<LoansSearch>(navigate);
  const onSearchReplace = useSearchReplace<LoansSearch>(navigate);
  return (
    <PermissionGate permission="loan.manage">
      <LoansPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="loans"
            search={search}
            onOpen={(query) => onSearchReplace(LoansSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
