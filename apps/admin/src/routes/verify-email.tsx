import { createFileRoute } from '@tanstack/react-router';
import { LinkRoute } from '../components/link-route.tsx';
import { IncompleteLinkPage } from '../features/credentials/incomplete-link-page.tsx';
import { VerifyEmailPage } from '../features/credentials/press-link-page.tsx';

export const Route = createFileRoute('/verify-email')({ component: VerifyEmail });

function VerifyEmail() {
  return (
    <LinkRoute page={VerifyEmailPage} incomplete={<IncompleteLinkPage />} reason="confirmed" />
  );
}
