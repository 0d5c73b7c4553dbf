import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { OverviewPanel } from '../../../../../features/organizations/overview-panel.tsx';
import { useOrganization } from '../../../../../features/organizations/use-organizations.ts';
import { useTenant } from '../../../../../lib/tenant.tsx';

export const Route = createFileRoute('/$tenant/_member/organizations/$organizationId/')({
  component: Overview,
});

function Overview() {
  const { organizationId } = Route.useParams();
  const { slug } = useTenant();
  const navigate = useNavigate();
  const { data } = useOrganization(slug, organizationId);
  if (!data) return null;
  return (
    <OverviewPanel
      organization={data}
      onLeft={() => void navigate({ to: '/$tenant/organizations', params: { tenant: slug } })}
    />
  );
}
