import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { AuditPage } from '../../features/audit/audit-page.tsx';
import { AuditSearch } from '../../features/audit/audit-search.ts';
import { useSearchChange } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/audit')({
  validateSearch: (search: Record<string, unknown>): AuditSearch => AuditSearch.parse(search),
  component: Audit,
});

function Audit() {
  const onSearchChange = useSearchChange<AuditSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="audit.read">
      <AuditPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
