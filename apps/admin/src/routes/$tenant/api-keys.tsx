import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { KeysPage } from '../../features/api-keys/keys-page.tsx';
import { KeysSearch } from '../../features/api-keys/keys-search.ts';
import { SavedViewsMenu } from '../../features/saved-views/saved-views-menu.tsx';
import { useSearchChange, useSearchReplace } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/api-keys')({
  validateSearch: (search: Record<string, unknown>): KeysSearch => KeysSearch.parse(search),
  component: ApiKeys,
});

function ApiKeys() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<KeysSearch>(navigate);
  const onSearchReplace = useSearchReplace<KeysSearch>(navigate);
  return (
    <PermissionGate permission="organization.read">
      <KeysPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="api-keys"
            search={search}
            onOpen={(query) => onSearchReplace(KeysSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
