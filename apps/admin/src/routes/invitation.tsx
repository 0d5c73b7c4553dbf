import { createFileRoute } from '@tanstack/react-router';
import { LinkRoute } from '../components/link-route.tsx';
import { IncompleteLinkPage } from '../features/credentials/incomplete-link-page.tsx';
import { InvitationPage } from '../features/credentials/invitation-page.tsx';

export const Route = createFileRoute('/invitation')({ component: Invitation });

function Invitation() {
  return <LinkRoute page={InvitationPage} incomplete={<IncompleteLinkPage />} reason="invited" />;
}
