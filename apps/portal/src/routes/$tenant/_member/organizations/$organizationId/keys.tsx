import { createFileRoute } from '@tanstack/react-router';
import { ApiKeySection } from '../../../../../features/api-keys/api-key-section.tsx';
import { useOrganization } from '../../../../../features/organizations/use-organizations.ts';
import { useTenant } from '../../../../../lib/tenant.tsx';

export const Route = createFileRoute('/$tenant/_member/organizations/$organizationId/keys')({
  component: Keys,
});

function Keys() {
  const { organizationId } = Route.useParams();
  const { data } = useOrganization(useTenant().slug, organizationId);
  if (!data) return null;
  return (
    <div className="grid max-w-4xl grid-cols-1">
      <ApiKeySection organizationId={data.id} canManage={data.canManage} />
    </div>
  );
}
