import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { RegistrationsPage } from '../../features/registrations/registrations-page.tsx';
import { RegistrationsSearch } from '../../features/registrations/registrations-search.ts';
import { SavedViewsMenu } from '../../features/saved-views/saved-views-menu.tsx';
import { useSearchChange, useSearchReplace } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/registrations')({
  validateSearch: (search: Record<string, unknown>): RegistrationsSearch =>
    RegistrationsSearch.parse(search),
  component: Registrations,
});

function Registrations() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<RegistrationsSearch>(navigate);
  const onSearchReplace = useSearchReplace<RegistrationsSearch>(navigate);
  return (
    <PermissionGate permission="registration.read">
      <RegistrationsPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="registrations"
            search={search}
            onOpen={(query) => onSearchReplace(RegistrationsSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
