import { createFileRoute } from '@tanstack/react-router';
import { useSession } from '../../features/session/use-session.ts';
import { useHasBegun } from '../../features/sign-up/use-has-begun.ts';
import { WelcomePage } from '../../features/welcome/welcome-page.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTitle } from '../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/')({ component: Welcome });

function Welcome() {
  const tenant = useTenant();
  const { data: session } = useSession(tenant.slug);
  const hasBegun = useHasBegun(tenant.slug);
  useTitle(tenant.name);
  return <WelcomePage tenant={tenant} isSignedIn={Boolean(session)} hasBegun={hasBegun} />;
}
