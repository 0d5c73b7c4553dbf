import { createFileRoute, Outlet } from '@tanstack/react-router';
import { Remote } from '../../../../../components/remote.tsx';
import { OrganizationFrame } from '../../../../../features/organizations/organization-frame.tsx';
import { useOrganization } from '../../../../../features/organizations/use-organizations.ts';
import { useTenant } from '../../../../../lib/tenant.tsx';
import { useTitle } from '../../../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/organizations/$organizationId')({
  component: Organization,
});

function Organization() {
  const { organizationId } = Route.useParams();
  const { slug, name } = useTenant();
  const organization = useOrganization(slug, organizationId);
  useTitle(organization.data?.name, name);
  return (
    <Remote query={organization}>
      {(data) => (
        <OrganizationFrame organization={data}>
          <Outlet />
        </OrganizationFrame>
      )}
    </Remote>
  );
}
