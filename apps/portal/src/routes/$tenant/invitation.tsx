import { createFileRoute, redirect, useNavigate } from '@tanstack/react-router';
import { NarrowFrame } from '../../components/page-frame.tsx';
import { InvitationPanel } from '../../features/invitations/invitation-panel.tsx';
import { useSession } from '../../features/session/use-session.ts';
import { takeLinkToken } from '../../lib/link-token.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useTitle } from '../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/invitation')({
  beforeLoad: ({ location, params }) => {
    if (takeLinkToken('invitation', location.hash)) {
      throw redirect({ to: '/$tenant/invitation', params, hash: '', replace: true });
    }
  },
  component: Invitation,
});

function Invitation() {
  const { t } = useTexts();
  const tenant = useTenant();
  const navigate = useNavigate();
  const { data: session } = useSession(tenant.slug);
  useTitle(t('invitation.waiting'), tenant.name);
  return (
    <NarrowFrame>
      <InvitationPanel
        signedInAs={session?.user.email ?? null}
        onAnswered={() =>
          void navigate({ to: '/$tenant/organizations', params: { tenant: tenant.slug } })
        }
      />
    </NarrowFrame>
  );
}
