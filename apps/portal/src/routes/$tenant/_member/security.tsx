import { createFileRoute } from '@tanstack/react-router';
import { Remote } from '../../../components/remote.tsx';
import { SecurityPage } from '../../../features/security/security-page.tsx';
import { useSecurity } from '../../../features/security/use-security.ts';
import { useSession } from '../../../features/session/use-session.ts';
import { useTenant } from '../../../lib/tenant.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { useTitle } from '../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/security')({ component: Security });

function Security() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const security = useSecurity(slug);
  const { data: session } = useSession(slug);
  useTitle(t('nav.security'), name);
  return (
    <Remote query={security}>
      {(view) => session && <SecurityPage view={view} user={session.user} />}
    </Remote>
  );
}
