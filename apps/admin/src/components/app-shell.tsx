import type { SessionView } from '@freehold/core-contracts/session';
import { Button, IconButton } from '@freehold/ui/button';
import { cn } from '@freehold/ui/class-names';
import { Sheet } from '@freehold/ui/sheet';
import { ThemeSwitch } from '@freehold/ui/theme-switch';
import { Menu, PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { AccountMenu } from './account-menu.tsx';
import { Sidebar, type NavigationBadges } from './sidebar.tsx';
import type { TenantChoice } from './tenant-menu.tsx';

const collapsedKey = 'freehold-sidebar';
const isMac = /mac|iphone|ipad/iu.test(navigator.userAgent);

export type AppShellProps = {
  session: SessionView;
  tenants: readonly TenantChoice[];
  badges: NavigationBadges;
  onSignOut: () => void;
  onOpenPalette: () => void;
  /** Beside the account: what has happened. */
  bell?: ReactNode;
  children: ReactNode;
};

/** Frame of every page behind the sign-in: sidebar, top bar, main part. */
export function AppShell(props: AppShellProps) {
  const { session, tenants, badges, children } = props;
  const [isCollapsed, setIsCollapsed] = useState(
    () => localStorage.getItem(collapsedKey) === 'collapsed',
  );
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const collapse = (next: boolean) => {
    setIsCollapsed(next);
    localStorage.setItem(collapsedKey, next ? 'collapsed' : 'open');
  };
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="sr-only z-80 rounded-md bg-accent px-3 py-2 text-sm font-medium text-on-accent focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2"
      >
        Skip to the content
      </a>
      <aside
        className={cn(
          'sticky top-0 hidden h-dvh shrink-0 flex-col border-r border-line bg-sunken lg:flex',
          isCollapsed ? 'w-15' : 'w-60',
        )}
      >
        <Sidebar session={session} tenants={tenants} badges={badges} isCollapsed={isCollapsed} />
      </aside>
      <Sheet
        open={isDrawerOpen}
        onOpenChange={setIsDrawerOpen}
        title={<span className="sr-only">Navigation</span>}
        side="left"
        width="md"
      >
        <Sidebar
          session={session}
          tenants={tenants}
          badges={badges}
          isCollapsed={false}
          onNavigate={() => setIsDrawerOpen(false)}
        />
      </Sheet>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          {...props}
          isCollapsed={isCollapsed}
          onCollapse={collapse}
          onOpenDrawer={() => setIsDrawerOpen(true)}
        />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}

type TopBarProps = AppShellProps & {
  isCollapsed: boolean;
  onCollapse: (isCollapsed: boolean) => void;
  onOpenDrawer: () => void;
};

function TopBar({
  session,
  onSignOut,
  onOpenPalette,
  bell,
  isCollapsed,
  onCollapse,
  onOpenDrawer,
}: TopBarProps) {
  const isAway = session.homeTenant.id !== session.tenant.id;
  return (
    <header className="sticky top-0 z-40 flex h-13 items-center gap-2 border-b border-line bg-surface/95 px-3 backdrop-blur-sm md:px-4">
      <IconButton
        className="lg:hidden"
        label="Open navigation"
        icon={<Menu />}
        onClick={onOpenDrawer}
      />
      <IconButton
        className="max-lg:hidden"
        label={isCollapsed ? 'Widen the sidebar' : 'Narrow the sidebar'}
        icon={isCollapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
        onClick={() => onCollapse(!isCollapsed)}
      />
      <Button
        onClick={onOpenPalette}
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
        icon={<Search />}
        className="min-w-0 shrink justify-start bg-sunken font-normal text-muted shadow-none sm:w-72"
      >
        <span className="truncate">Find a person or a page</span>
        <kbd className="ml-auto rounded-xs border border-line bg-surface px-1 font-sans text-2xs text-subtle max-sm:hidden">
          {isMac ? '⌘K' : 'Ctrl K'}
        </kbd>
      </Button>
      <div className="ml-auto flex items-center gap-1">
        {isAway && (
          <p className="mr-2 hidden rounded-full border border-warning-line bg-warning-soft px-2.5 py-0.5 text-xs text-warning-ink xl:block">
            You act in <strong className="font-semibold">{session.tenant.name}</strong> from{' '}
            {session.homeTenant.name}; the audit log keeps both.
          </p>
        )}
        {bell}
        <ThemeSwitch />
        <AccountMenu session={session} onSignOut={onSignOut} />
      </div>
    </header>
  );
}
