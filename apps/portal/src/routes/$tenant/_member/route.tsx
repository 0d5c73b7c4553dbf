import { useEffect, useRef } from 'react';
import { createFileRoute, Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { LoadFailure, PageSkeleton } from '../../../components/page-states.tsx';
import { useSession } from '../../../features/session/use-session.ts';
import { toProblem } from '../../../lib/problems.ts';
import { useTenant } from '../../../lib/tenant.tsx';

export const Route = createFileRoute('/$tenant/_member')({ component: MembersOnly });

function MembersOnly() {
  const { slug } = useTenant();
  const session = useSession(slug, { isRequired: true });
  // The page that is shown, not the one that the redirect below is already on its way to.
  const next = useRouterState({
    select: ({ location, resolvedLocation = location }) =>
      resolvedLocation.pathname.split('/').slice(2).join('/'),
  });
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
        search={{ next, ...(hadSession.current && { notice: 'ended' as const }) }}
        replace
      />
    );
  }
  return <LoadFailure error={session.error} onRetry={() => void session.refetch()} />;
}
