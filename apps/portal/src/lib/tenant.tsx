import type { PublicTenant } from '@freehold/core-contracts/tenants';
import { createContext, useContext, type ReactNode } from 'react';

const TenantContext = createContext<PublicTenant | null>(null);

/** Whose portal this part of the page is. */
export function TenantProvider({
  tenant,
  children,
}: {
  tenant: PublicTenant;
  children: ReactNode;
}) {
  return <TenantContext.Provider value={tenant}>{children}</TenantContext.Provider>;
}

/** The tenant whose portal is shown; throws outside of one. */
export function useTenant(): PublicTenant {
  const tenant = useContext(TenantContext);
  if (!tenant) throw new Error('no tenant around this component');
  return tenant;
}
