import { createFileRoute } from '@tanstack/react-router';
import { DeliverySection } from '../../../../../features/webhooks/delivery-section.tsx';
import { EndpointSection } from '../../../../../features/webhooks/endpoint-section.tsx';
import { useOrganization } from '../../../../../features/organizations/use-organizations.ts';
import { useTenant } from '../../../../../lib/tenant.tsx';

export const Route = createFileRoute('/$tenant/_member/organizations/$organizationId/webhooks')({
  component: Webhooks,
});

function Webhooks() {
  const { organizationId } = Route.useParams();
  const { data } = useOrganization(useTenant().slug, organizationId);
  if (!data) return null;
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <EndpointSection organizationId={data.id} canManage={data.canManage} />
      <DeliverySection organizationId={data.id} canManage={data.canManage} />
    </div>
  );
}
