import { createFileRoute } from '@tanstack/react-router';
import { LinkRoute } from '../components/link-route.tsx';
import { IncompleteLinkPage } from '../features/credentials/incomplete-link-page.tsx';
import { ResetPasswordPage } from '../features/credentials/reset-password-page.tsx';

export const Route = createFileRoute('/reset-password')({ component: ResetPassword });

function ResetPassword() {
  return (
    <LinkRoute page={ResetPasswordPage} incomplete={<IncompleteLinkPage />} reason="password-set" />
  );
}
