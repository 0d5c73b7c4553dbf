import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { AuditPage } from '../../features/audit/audit-page.tsx';
import { AuditSearch } from '../../features/audit/audit-search.ts';
import { SavedViewsMenu } from '../../features/saved-views/saved-views-menu.tsx';
import { useSearchChange, useSearchReplace } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/audit')({
  validateSearch: (search: Record<string, unknown>): AuditSearch => AuditSearch.parse(search),
  component: Audit,
});

function Audit() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<AuditSearch>(navigate);
  const onSearchReplace = useSearchReplace<AuditSearch>(navigate);
  return (
    <PermissionGate permission="audit.read">
      <AuditPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="audit"
            search={search}
            onOpen={(query) => onSearchReplace(AuditSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
