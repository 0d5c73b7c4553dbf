import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { KeyList } from '../../../features/api-keys/key-list.tsx';
import { OrganizationPage } from '../../../features/organizations/organization-page.tsx';
import { OrganizationPageSearch } from '../../../features/organizations/organizations-search.ts';
import { OrganizationWebhooks } from '../../../features/webhooks/webhooks-page.tsx';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/organizations/$organizationId')({
  validateSearch: (search: Record<string, unknown>): OrganizationPageSearch =>
    OrganizationPageSearch.parse(search),
  component: Organization,
});

function Organization() {
  const { organizationId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<OrganizationPageSearch>(navigate);
  return (
    <PermissionGate permission="organization.read">
      <OrganizationPage
        key={organizationId}
        organizationId={organizationId}
        search={search}
        onSearchChange={onSearchChange}
        onTabChange={(next) =>
          void navigate({
            search: next === 'facts' ? {} : { tab: next },
            replace: true,
            resetScroll: false,
          })
        }
        keys={({ id, name, deletedAt }) => (
          <KeyList
            organization={{ id, name, isDeleted: deletedAt !== null }}
            search={search}
            onSearchChange={onSearchChange}
          />
        )}
        webhooks={({ id, name, deletedAt }) => (
          <OrganizationWebhooks
            organization={{ id, name, isDeleted: deletedAt !== null }}
            search={search}
            onSearchChange={onSearchChange}
          />
        )}
      />
    </PermissionGate>
  );
}
