import { createFileRoute } from '@tanstack/react-router';
import { LinkRoute } from '../components/link-route.tsx';
import { IncompleteLinkPage } from '../features/credentials/incomplete-link-page.tsx';
import { ConfirmEmailPage } from '../features/credentials/press-link-page.tsx';

export const Route = createFileRoute('/confirm-email')({ component: ConfirmEmail });

function ConfirmEmail() {
  return (
    <LinkRoute page={ConfirmEmailPage} incomplete={<IncompleteLinkPage />} reason="confirmed" />
  );
}
