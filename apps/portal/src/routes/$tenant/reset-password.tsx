import { createFileRoute, redirect, useNavigate } from '@tanstack/react-router';
import { NarrowFrame } from '../../components/page-frame.tsx';
import { ResetPanel } from '../../features/recovery/reset-panel.tsx';
import { takeLinkToken } from '../../lib/link-token.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useTitle } from '../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/reset-password')({
  beforeLoad: ({ location, params }) => {
    if (takeLinkToken('reset-password', location.hash)) {
      throw redirect({ to: '/$tenant/reset-password', params, hash: '', replace: true });
    }
  },
  component: ResetPassword,
});

function ResetPassword() {
  const { t } = useTexts();
  const tenant = useTenant();
  const navigate = useNavigate();
  useTitle(t('reset.title'), tenant.name);
  return (
    <NarrowFrame>
      <ResetPanel
        onDone={() =>
          void navigate({
            to: '/$tenant/sign-in',
            params: { tenant: tenant.slug },
            search: { notice: 'reset' },
            replace: true,
          })
        }
      />
    </NarrowFrame>
  );
}
