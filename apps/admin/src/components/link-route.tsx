import { useLocation, useNavigate } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { findTenantApi, TenantApiProvider } from '../lib/api.tsx';
import { parseLinkSecret, type LinkSecret } from '../lib/link-secret.ts';

export type LinkRouteProps = {
  page: ComponentType<{ secret: LinkSecret; onDone: () => void }>;
  incomplete: ReactNode;
  /** What the sign-in says afterwards. */
  reason: 'password-set' | 'unlocked' | 'confirmed' | 'invited';
};

/** A page that a link of a message opens; what is done leads to the sign-in and takes the secret out of the address. */
export function LinkRoute({ page: Page, incomplete, reason }: LinkRouteProps) {
  const secret = parseLinkSecret(useLocation().hash);
  const navigate = useNavigate();
  if (!secret) return incomplete;
  return (
    <TenantApiProvider value={findTenantApi(secret.tenant)}>
      <Page
        secret={secret}
        onDone={() =>
          void navigate({
            to: '/sign-in',
            search: { tenant: secret.tenant, reason },
            replace: true,
          })
        }
      />
    </TenantApiProvider>
  );
}
