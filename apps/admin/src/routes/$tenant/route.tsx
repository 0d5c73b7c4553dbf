import { createFileRoute, Outlet, redirect, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { AppShell } from '../../components/app-shell.tsx';
import { TenantRefused } from '../../components/tenant-refused.tsx';
import { NotificationBell } from '../../features/notifications/notification-bell.tsx';
import { useNavigationBadges } from '../../features/overview/use-overview.ts';
import { Palette } from '../../features/palette/palette.tsx';
import {
  sessionQuery,
  useCurrentSession,
  useIdleWatch,
  usePublicTenants,
  useSignOut,
} from '../../features/session/use-session.ts';
import { StepUpDialog } from '../../features/step-up/step-up-dialog.tsx';
import { findTenantApi, TenantApiProvider } from '../../lib/api.tsx';
import { isAuthenticationLost } from '../../lib/errors.ts';
import { SessionProvider } from '../../lib/session.tsx';

export const Route = createFileRoute('/$tenant')({
  beforeLoad: async ({ params, location }) => {
    const tenantApi = findTenantApi(params.tenant);
    try {
      await tenantApi.queryClient.ensureQueryData(sessionQuery(tenantApi));
    } catch (error) {
      if (isAuthenticationLost(error)) {
        throw redirect({ to: '/sign-in', search: { back: location.href } });
      }
      throw error;
    }
  },
  component: TenantLayout,
  errorComponent: TenantRefused,
});

function TenantLayout() {
  const { tenant } = Route.useParams();
  return (
    <TenantApiProvider key={tenant} value={findTenantApi(tenant)}>
      <SignedIn />
    </TenantApiProvider>
  );
}

function SignedIn() {
  const navigate = Route.useNavigate();
  const router = useRouter();
  const session = useCurrentSession();
  const isLost = session.error !== null && isAuthenticationLost(session.error);
  useEffect(() => {
    if (!isLost) return;
    void navigate({
      to: '/sign-in',
      search: { back: router.state.location.href, reason: 'ended' },
    });
  }, [isLost, navigate, router]);
  if (!session.data) return null;
  return (
    <SessionProvider value={session.data}>
      <Frame />
    </SessionProvider>
  );
}

function Frame() {
  const navigate = Route.useNavigate();
  const session = useCurrentSession();
  const tenants = usePublicTenants();
  const signOut = useSignOut();
  const badges = useNavigationBadges();
  useIdleWatch();
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        setIsPaletteOpen((isOpen) => !isOpen);
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  if (!session.data) return null;
  const leave = () =>
    signOut.mutate(undefined, {
      onSettled: () => void navigate({ to: '/sign-in', search: { reason: 'signed-out' } }),
    });
  return (
    <AppShell
      session={session.data}
      tenants={tenants.data ?? []}
      badges={badges}
      bell={<NotificationBell />}
      onSignOut={leave}
      onOpenPalette={() => setIsPaletteOpen(true)}
    >
      <Outlet />
      <Palette
        open={isPaletteOpen}
        onOpenChange={setIsPaletteOpen}
        tenants={tenants.data ?? []}
        onSignOut={leave}
      />
      <StepUpDialog />
    </AppShell>
  );
}
