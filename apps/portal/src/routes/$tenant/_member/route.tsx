import { useEffect, useRef } from 'react';
import { createFileRoute, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { LoadFailure, PageSkeleton } from '../../../components/page-states.tsx';
import { useSession } from '../../../features/session/use-session.ts';
import { toProblem } from '../../../lib/problems.ts';
import { useTenant } from '../../../lib/tenant.tsx';

export const Route = createFileRoute('/$tenant/_member')({ component: MembersOnly });

function MembersOnly() {
  const { slug } = useTenant();
  const session = useSession(slug, { isRequired: true });
  const isWallet = useLocation({ select: ({ pathname }) => pathname.endsWith('/wallet') });
  const hadSession = useRef(false);
  useEffect(() => {
    if (session.data) hadSession.current = true;
  }, [session.data]);
  if (session.data) return <Outlet />;
  if (!session.isError) return <PageSkeleton />;
  if (toProblem(session.error).kind === 'UNAUTHENTICATED') {
    return (
      <Navigate
        to="/$tenant/sign-in"
        params={{ tenant: slug }}
        search={{ ...(isWallet && { next: 'wallet' }), ...(hadSession.current && { ended: true }) }}
        replace
      />
    );
  }
  return <LoadFailure error={session.error} onRetry={() => void session.refetch()} />;
}
