import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { NarrowFrame } from '../../components/page-frame.tsx';
import { SignInPanel } from '../../features/session/sign-in-panel.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useTitle } from '../../lib/use-title.ts';

const Search = z.object({
  /** Where the person was going when a session was asked for: a path of this tenant's own. */
  next: z
    .string()
    .regex(/^[a-z][a-z0-9/-]{0,120}$/u)
    .optional()
    .catch(undefined),
  notice: z.enum(['ended', 'reset', 'unlocked', 'invited']).optional().catch(undefined),
});

export const Route = createFileRoute('/$tenant/sign-in')({
  validateSearch: Search,
  component: SignIn,
});

function SignIn() {
  const { t } = useTexts();
  const tenant = useTenant();
  const { next = 'account', notice } = Route.useSearch();
  const navigate = useNavigate();
  useTitle(t('nav.signIn'), tenant.name);
  return (
    <NarrowFrame>
      <SignInPanel
        notice={notice && t(`signIn.notice.${notice}`)}
        onSignedIn={() => void navigate({ to: `/${tenant.slug}/${next}`, replace: true })}
      />
    </NarrowFrame>
  );
}
