import type { Permission } from '@freehold/core-contracts/permissions';
import type { SessionView } from '@freehold/core-contracts/session';
import { createContext, use, type ReactNode } from 'react';

const SessionContext = createContext<SessionView | null>(null);

/** Gives everything below it the signed-in operator. */
export function SessionProvider({ value, children }: { value: SessionView; children: ReactNode }) {
  return <SessionContext value={value}>{children}</SessionContext>;
}

/** The signed-in operator, and the tenant acted in. */
export function useSession(): SessionView {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}

/** Whether the operator may do something here. The server decides again on every call. */
export function useCan(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
