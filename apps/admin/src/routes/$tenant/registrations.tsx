import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { RegistrationsPage } from '../../features/registrations/registrations-page.tsx';
import { RegistrationsSearch } from '../../features/registrations/registrations-search.ts';
import { useSearchChange } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/registrations')({
  validateSearch: (search: Record<string, unknown>): RegistrationsSearch =>
    RegistrationsSearch.parse(search),
  component: Registrations,
});

function Registrations() {
  const onSearchChange = useSearchChange<RegistrationsSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="registration.read">
      <RegistrationsPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
