import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useCan, useSession } from '../lib/session.tsx';

export type TransferLinkProps = { transferId: string; children: ReactNode; className?: string };

/** The way to a transfer, for those who may read it. */
export function TransferLink({ transferId, children, className }: TransferLinkProps) {
  const { tenant } = useSession();
  if (!useCan('transfer.read')) return <span className={className}>{children}</span>;
  return (
    <Link
      to="/$tenant/transfers/$transferId"
      params={{ tenant: tenant.slug, transferId }}
      className={className ?? 'rounded-xs font-medium text-ink underline-offset-3 hover:underline'}
    >
      {children}
    </Link>
  );
}
