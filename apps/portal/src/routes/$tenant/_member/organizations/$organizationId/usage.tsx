import { createFileRoute } from '@tanstack/react-router';
import { UsagePanel } from '../../../../../features/usage/usage-panel.tsx';
import { useOrganization } from '../../../../../features/organizations/use-organizations.ts';
import { useTenant } from '../../../../../lib/tenant.tsx';

export const Route = createFileRoute('/$tenant/_member/organizations/$organizationId/usage')({
  component: Usage,
});

function Usage() {
  const { organizationId } = Route.useParams();
  const { data } = useOrganization(useTenant().slug, organizationId);
  if (!data) return null;
  return <UsagePanel organizationId={data.id} />;
}
