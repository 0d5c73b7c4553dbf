import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useCan, useSession } from '../lib/session.tsx';

/** The way to a command of the ledger, for those who may read it. */
export function CommandLink({ commandId, children }: { commandId: string; children: ReactNode }) {
  const { tenant } = useSession();
  if (!useCan('ledger.read')) return <>{children}</>;
  return (
    <Link
      to="/$tenant/ledger/commands"
      params={{ tenant: tenant.slug }}
      search={{ q: commandId, open: commandId }}
      className="inline-flex items-center gap-2 rounded-xs font-medium text-accent-ink underline-offset-3 hover:underline"
    >
      {children}
    </Link>
  );
}
