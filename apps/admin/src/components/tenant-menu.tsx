import type { SessionView } from '@freehold/core-contracts/session';
import { cn } from '@freehold/ui/class-names';
import { DropdownMenu, MenuLabel, MenuRadioGroup } from '@freehold/ui/dropdown-menu';
import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown } from 'lucide-react';

export type TenantChoice = { slug: string; name: string };
export type TenantMenuProps = {
  session: SessionView;
  tenants: readonly TenantChoice[];
  isCollapsed: boolean;
};

const markTones = ['bg-chart-1', 'bg-chart-3', 'bg-chart-5', 'bg-chart-4'];

function TenantMark({ slug, name, isWide }: { slug: string; name: string; isWide: boolean }) {
  const sum = slug.length + (slug.codePointAt(0) ?? 0);
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-7 shrink-0 place-items-center rounded-md text-xs font-bold text-surface',
        markTones[sum % markTones.length],
        !isWide && 'mx-auto',
      )}
    >
      {name.charAt(0).toUpperCase()}
    </span>
  );
}

/** The tenant acted in; platform operators switch it here and stay on the same page. */
export function TenantMenu({ session, tenants, isCollapsed }: TenantMenuProps) {
  const navigate = useNavigate();
  const { tenant, user } = session;
  const canSwitch = user.role === 'PLATFORM_OPERATOR' && tenants.length > 1;
  const face = (
    <>
      <TenantMark slug={tenant.slug} name={tenant.name} isWide={!isCollapsed} />
      {!isCollapsed && (
        <span className="grid min-w-0 flex-1 text-left">
          <span className="truncate text-sm font-semibold text-ink">{tenant.name}</span>
          <span className="truncate text-2xs text-subtle">{tenant.slug}</span>
        </span>
      )}
    </>
  );
  if (!canSwitch) {
    return <div className="flex items-center gap-2.5 rounded-md px-2 py-1.5">{face}</div>;
  }
  return (
    <DropdownMenu
      align="start"
      className="w-56"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md border border-line bg-surface px-2 py-1.5 shadow-xs hover:bg-hover"
        >
          {face}
          <span className="sr-only">{isCollapsed && tenant.name}: switch tenant</span>
          {!isCollapsed && <ChevronsUpDown aria-hidden className="size-4 text-subtle" />}
        </button>
      }
    >
      <MenuLabel>Act in</MenuLabel>
      <MenuRadioGroup
        value={tenant.slug}
        onValueChange={(slug) => void navigate({ to: '/$tenant', params: { tenant: slug } })}
        options={tenants.map((each) => ({ value: each.slug, label: each.name }))}
      />
    </DropdownMenu>
  );
}
