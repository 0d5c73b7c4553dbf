import { createFileRoute } from '@tanstack/react-router';
import { InvitationSection } from '../../../../../features/invitations/invitation-section.tsx';
import { MemberSection } from '../../../../../features/organizations/member-section.tsx';
import { useOrganization } from '../../../../../features/organizations/use-organizations.ts';
import { useTenant } from '../../../../../lib/tenant.tsx';

export const Route = createFileRoute('/$tenant/_member/organizations/$organizationId/members')({
  component: Members,
});

function Members() {
  const { organizationId } = Route.useParams();
  const { data } = useOrganization(useTenant().slug, organizationId);
  if (!data) return null;
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <MemberSection organization={data} />
      <InvitationSection organizationId={data.id} canManage={data.canManage} />
    </div>
  );
}
