import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { SignInPanel } from '../../features/session/sign-in-panel.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useTitle } from '../../lib/use-title.ts';

const Search = z.object({
  /** Where the person was going when a session was asked for. */
  next: z.enum(['account', 'wallet']).optional().catch(undefined),
  ended: z.literal(true).optional().catch(undefined),
});

export const Route = createFileRoute('/$tenant/sign-in')({
  validateSearch: Search,
  component: SignIn,
});

function SignIn() {
  const { t } = useTexts();
  const tenant = useTenant();
  const { next = 'account', ended = false } = Route.useSearch();
  const navigate = useNavigate();
  useTitle(t('nav.signIn'), tenant.name);
  return (
    <div className="mx-auto w-full max-w-md flex-1 pt-2 sm:pt-12">
      <div className="rounded-xl border-line bg-surface max-sm:-mx-4 max-sm:rounded-none max-sm:border-y max-sm:px-4 max-sm:py-7 sm:border sm:p-9 sm:shadow-sm">
        <SignInPanel
          hasEnded={ended}
          onSignedIn={() =>
            void navigate({
              to: `/$tenant/${next}`,
              params: { tenant: tenant.slug },
              replace: true,
            })
          }
        />
      </div>
    </div>
  );
}
