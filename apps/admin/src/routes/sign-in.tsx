import { TenantSlug } from '@freehold/core-contracts/ids';
import { createFileRoute, useRouter } from '@tanstack/react-router';
import { z } from 'zod';
import { SignInPage } from '../features/session/sign-in-page.tsx';
import { findTenantApi, TenantApiProvider } from '../lib/api.tsx';
import { oneParam } from '../lib/search-params.ts';

const notices = {
  ended: 'Your session has ended. Sign in to go on where you were.',
  'signed-out': 'You are signed out.',
  'password-set': 'Your password is set. Sign in with it.',
  unlocked: 'Your sign-in is unlocked.',
  confirmed: 'Your e-mail address is confirmed.',
  invited: 'Your password is set. Sign in with it; then you set up your second factor.',
} as const;
type Reason = keyof typeof notices;

const SignInSearch = z.object({
  tenant: oneParam(TenantSlug),
  /** Where to go afterwards: an address of this console only. */
  back: oneParam(z.string().regex(/^\/(?!\/)[^\\]*$/u)),
  reason: oneParam(z.enum(Object.keys(notices) as Reason[])),
});

export const Route = createFileRoute('/sign-in')({
  validateSearch: (search: Record<string, unknown>) => SignInSearch.parse(search),
  component: SignIn,
});

function SignIn() {
  const { tenant, back, reason } = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  return (
    <TenantApiProvider value={findTenantApi(null)}>
      <SignInPage
        tenant={tenant}
        notice={reason && notices[reason]}
        onTenantChange={(next) =>
          void navigate({ search: (old) => ({ ...old, tenant: next }), replace: true })
        }
        onSignedIn={(slug) => {
          if (back) router.history.push(back);
          else void navigate({ to: '/$tenant', params: { tenant: slug } });
        }}
      />
    </TenantApiProvider>
  );
}
