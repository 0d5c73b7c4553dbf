import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { ApprovalsPage } from '../../../features/approvals/approvals-page.tsx';
import { ApprovalsSearch } from '../../../features/approvals/approvals-search.ts';
import { SavedViewsMenu } from '../../../features/saved-views/saved-views-menu.tsx';
import { useSearchChange, useSearchReplace } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/approvals/')({
  validateSearch: (search: Record<string, unknown>): ApprovalsSearch =>
    ApprovalsSearch.parse(search),
  component: Approvals,
});

function Approvals() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<ApprovalsSearch>(navigate);
  const onSearchReplace = useSearchReplace<ApprovalsSearch>(navigate);
  return (
    <PermissionGate permission="approval.read">
      <ApprovalsPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="approvals"
            search={search}
            onOpen={(query) => onSearchReplace(ApprovalsSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
