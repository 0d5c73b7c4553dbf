import { TenantSlug } from '@freehold/core-contracts/ids';
import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ForgotPasswordPage } from '../features/credentials/forgot-password-page.tsx';
import { findTenantApi, TenantApiProvider } from '../lib/api.tsx';
import { oneParam } from '../lib/search-params.ts';

const ForgotPasswordSearch = z.object({ tenant: oneParam(TenantSlug) });

export const Route = createFileRoute('/forgot-password')({
  validateSearch: (search: Record<string, unknown>) => ForgotPasswordSearch.parse(search),
  component: ForgotPassword,
});

function ForgotPassword() {
  return (
    <TenantApiProvider value={findTenantApi(null)}>
      <ForgotPasswordPage tenant={Route.useSearch().tenant} />
    </TenantApiProvider>
  );
}
