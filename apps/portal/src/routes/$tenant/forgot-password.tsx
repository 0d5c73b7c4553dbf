import { createFileRoute } from '@tanstack/react-router';
import { NarrowFrame } from '../../components/page-frame.tsx';
import { ForgotPanel } from '../../features/recovery/forgot-panel.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useTitle } from '../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/forgot-password')({ component: ForgotPassword });

function ForgotPassword() {
  const { t } = useTexts();
  useTitle(t('forgot.title'), useTenant().name);
  return (
    <NarrowFrame>
      <ForgotPanel />
    </NarrowFrame>
  );
}
