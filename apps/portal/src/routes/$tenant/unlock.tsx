import { createFileRoute, redirect } from '@tanstack/react-router';
import { NarrowFrame } from '../../components/page-frame.tsx';
import { LinkPanel } from '../../features/recovery/link-panel.tsx';
import { takeLinkToken } from '../../lib/link-token.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useTitle } from '../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/unlock')({
  beforeLoad: ({ location, params }) => {
    if (takeLinkToken('unlock', location.hash)) {
      throw redirect({ to: '/$tenant/unlock', params, hash: '', replace: true });
    }
  },
  component: Unlock,
});

function Unlock() {
  const { t } = useTexts();
  useTitle(t('link.unlock.title'), useTenant().name);
  return (
    <NarrowFrame>
      <LinkPanel page="unlock" />
    </NarrowFrame>
  );
}
