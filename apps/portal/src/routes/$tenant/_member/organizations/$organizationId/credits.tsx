import { createFileRoute } from '@tanstack/react-router';
import { CreditPanel } from '../../../../../features/credits/credit-panel.tsx';
import { useOrganization } from '../../../../../features/organizations/use-organizations.ts';
import { useTenant } from '../../../../../lib/tenant.tsx';

export const Route = createFileRoute('/$tenant/_member/organizations/$organizationId/credits')({
  component: Credits,
});

function Credits() {
  const { organizationId } = Route.useParams();
  const { data } = useOrganization(useTenant().slug, organizationId);
  if (!data) return null;
  return <CreditPanel organization={data} />;
}
