import type { SessionView } from '@freehold/core-contracts/session';
import { CountBadge, type BadgeTone } from '@freehold/ui/badge';
import { cn } from '@freehold/ui/class-names';
import { Logo } from '@freehold/ui/logo';
import { Tooltip } from '@freehold/ui/tooltip';
import { Link } from '@tanstack/react-router';
import { navigation, type NavigationItem, type NavigationPath } from './navigation.ts';
import { TenantMenu, type TenantChoice } from './tenant-menu.tsx';

export type NavigationBadges = Partial<Record<NavigationPath, { count: number; tone: BadgeTone }>>;

export type SidebarProps = {
  session: SessionView;
  tenants: readonly TenantChoice[];
  badges: NavigationBadges;
  isCollapsed: boolean;
  onNavigate?: () => void;
};

/** The way around: tenant on top, then the pages this role may see. */
export function Sidebar({ session, tenants, badges, isCollapsed, onNavigate }: SidebarProps) {
  return (
    <div className="flex h-full flex-col">
      <div
        className={cn('flex h-13 shrink-0 items-center px-4', isCollapsed && 'justify-center px-0')}
      >
        <Link to="/$tenant" params={{ tenant: session.tenant.slug }} className="rounded-sm">
          <Logo isMarkOnly={isCollapsed} />
        </Link>
      </div>
      <div className="px-2.5 pb-2">
        <TenantMenu session={session} tenants={tenants} isCollapsed={isCollapsed} />
      </div>
      <nav aria-label="Main" className="flex-1 overflow-y-auto px-2.5 py-1">
        {navigation.map((group) => {
          const items = group.items.filter((item) => session.permissions.includes(item.permission));
          if (items.length === 0) return null;
          return (
            <div key={group.heading ?? 'top'} className="mb-3">
              {group.heading && !isCollapsed && (
                <p className="eyebrow px-2 pt-1 pb-1.5">{group.heading}</p>
              )}
              <ul className="grid gap-0.5">
                {items.map((item) => (
                  <li key={item.to}>
                    <SidebarLink
                      item={item}
                      tenant={session.tenant.slug}
                      badge={badges[item.to]}
                      isCollapsed={isCollapsed}
                      onNavigate={onNavigate}
                    />
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </nav>
      {session.isDevelopment && !isCollapsed && (
        <p className="m-2.5 rounded-md border border-info-line bg-info-soft px-2.5 py-1.5 text-xs text-info-ink">
          Development system: messages stay in the inbox here.
        </p>
      )}
    </div>
  );
}

type SidebarLinkProps = {
  item: NavigationItem;
  tenant: string;
  badge: { count: number; tone: BadgeTone } | undefined;
  isCollapsed: boolean;
  onNavigate: (() => void) | undefined;
};

function SidebarLink({ item, tenant, badge, isCollapsed, onNavigate }: SidebarLinkProps) {
  const Icon = item.icon;
  const link = (
    <Link
      to={item.to}
      params={{ tenant }}
      activeOptions={{ exact: item.to === '/$tenant', includeSearch: false }}
      onClick={onNavigate}
      className={cn(
        'group flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-muted hover:bg-hover hover:text-ink pointer-coarse:h-10',
        'data-[status=active]:bg-selected data-[status=active]:text-ink',
        isCollapsed && 'justify-center',
      )}
    >
      <Icon
        aria-hidden
        className="size-4 shrink-0 text-subtle group-data-[status=active]:text-accent-ink"
      />
      <span className={cn('truncate', isCollapsed && 'sr-only')}>{item.label}</span>
      {badge !== undefined && badge.count > 0 && !isCollapsed && (
        <span className="ml-auto">
          <CountBadge count={badge.count} tone={badge.tone} />
        </span>
      )}
    </Link>
  );
  if (!isCollapsed) return link;
  return (
    <Tooltip content={item.label} side="right">
      {link}
    </Tooltip>
  );
}
