import { createFileRoute, redirect } from '@tanstack/react-router';
import { NarrowFrame } from '../../components/page-frame.tsx';
import { LinkPanel } from '../../features/recovery/link-panel.tsx';
import { takeLinkToken } from '../../lib/link-token.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useTitle } from '../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/verify-email')({
  beforeLoad: ({ location, params }) => {
    if (takeLinkToken('verify-email', location.hash)) {
      throw redirect({ to: '/$tenant/verify-email', params, hash: '', replace: true });
    }
  },
  component: VerifyEmail,
});

function VerifyEmail() {
  const { t } = useTexts();
  useTitle(t('link.verify-email.title'), useTenant().name);
  return (
    <NarrowFrame>
      <LinkPanel page="verify-email" />
    </NarrowFrame>
  );
}
