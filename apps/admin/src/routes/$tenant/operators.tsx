import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { StaffPage } from '../../features/staff/staff-page.tsx';
import { StaffSearch } from '../../features/staff/staff-search.ts';
import { useSearchChange } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/operators')({
  validateSearch: (search: Record<string, unknown>): StaffSearch => StaffSearch.parse(search),
  component: Operators,
});

function Operators() {
  const onSearchChange = useSearchChange<StaffSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="staff.read">
      <StaffPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
