import { createFileRoute, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { LoadFailure, NowhereState, PageSkeleton } from '../../components/page-states.tsx';
import { Shell } from '../../components/shell.tsx';
import { NotificationBell } from '../../features/notifications/bell.tsx';
import {
  MemberMenu,
  MemberNav,
  MemberTabs,
  VisitorActions,
} from '../../features/session/member-nav.tsx';
import { useSession, useSignOut } from '../../features/session/use-session.ts';
import { StepUpDialog } from '../../features/step-up/step-up-dialog.tsx';
import { usePublicTenants } from '../../features/tenants/use-public-tenants.ts';
import { TenantProvider } from '../../lib/tenant.tsx';
import { useFocusOnArrival } from '../../lib/use-focus-on-arrival.ts';
import { useTexts } from '../../lib/texts.ts';

export const Route = createFileRoute('/$tenant')({ component: TenantLayout });

function TenantLayout() {
  const { t } = useTexts();
  const { tenant: slug } = Route.useParams();
  const navigate = useNavigate();
  const tenants = usePublicTenants();
  const { data: session } = useSession(slug);
  useFocusOnArrival(useLocation({ select: ({ pathname }) => pathname }));
  const signOut = useSignOut(
    slug,
    () => void navigate({ to: '/$tenant', params: { tenant: slug } }),
  );

  if (!tenants.data) {
    return (
      <Shell>
        {tenants.isError ? (
          <LoadFailure error={tenants.error} onRetry={() => void tenants.refetch()} />
        ) : (
          <PageSkeleton />
        )}
      </Shell>
    );
  }
  const tenant = tenants.data.find((each) => each.slug === slug);
  if (!tenant) {
    return (
      <NowhereState
        title={t('state.tenantUnknownTitle')}
        text={t('state.tenantUnknownText', { slug })}
      />
    );
  }
  return (
    <TenantProvider tenant={tenant}>
      <Shell
        home={tenant}
        nav={session && <MemberNav />}
        actions={
          session ? (
            <>
              <NotificationBell />
              <MemberMenu session={session} onSignOut={() => signOut.mutate()} />
            </>
          ) : (
            <VisitorActions />
          )
        }
        tabs={session && <MemberTabs />}
      >
        <Outlet />
        {session && <StepUpDialog />}
      </Shell>
    </TenantProvider>
  );
}
