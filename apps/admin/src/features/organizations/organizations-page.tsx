import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { cn } from '@freehold/ui/class-names';
import { useNavigate } from '@tanstack/react-router';
import { Building2, Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { CsvButton } from '../../components/csv-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { planLabels, subscriptionStatusLabels, tierLabels } from '../../lib/organization-labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { CreateOrganizationDialog } from './create-organization-dialog.tsx';
import { organizationColumns } from './organization-columns.tsx';
import type { OrganizationsSearch } from './organizations-search.ts';
import { organizationsFilters, organizationsSort, useOrganizations } from './use-organizations.ts';

/** Every organization of the tenant. */
export function OrganizationsPage(controls: ListControls<OrganizationsSearch>) {
  const { search } = controls;
  const { tenant } = useSession();
  const canManage = useCan('organization.manage');
  const navigate = useNavigate();
  const organizations = useOrganizations(search);
  const [isMaking, setIsMaking] = useState(false);
  const columns = useMemo(() => organizationColumns(tenant.slug), [tenant.slug]);
  const list = useList(controls, columns, organizations.data, 'organizations');
  const open = (organizationId: string) =>
    void navigate({
      to: '/$tenant/organizations/$organizationId',
      params: { tenant: tenant.slug, organizationId },
    });
  const { q, tier, plan, status, deleted } = search;
  return (
    <Page
      title="Organizations"
      description="Teams of people with keys, credits and a subscription of their own."
      actions={
        canManage && (
          <Button variant="primary" icon={<Plus />} onClick={() => setIsMaking(true)}>
            New organization
          </Button>
        )
      }
    >
      <QueryList
        label="Organizations"
        columns={columns}
        getRowId={(row) => row.id}
        sort={organizationsSort(search)}
        onSortChange={list.sort}
        onRowOpen={(row) => open(row.id)}
        list={list}
        query={organizations}
        filters={<OrganizationFilters search={search} onFilter={list.filter} />}
        tools={
          <CsvButton
            file="organizations.csv"
            input={organizationsFilters(search)}
            total={organizations.data?.total ?? 0}
          />
        }
        empty={{
          icon: <Building2 />,
          title: 'No organization yet',
          description: 'People make them in the portal; you can make one for somebody here.',
        }}
        isFiltered={[q, tier, plan, status, deleted].some((value) => value !== undefined)}
      />
      {isMaking && (
        <CreateOrganizationDialog
          onClose={() => setIsMaking(false)}
          onCreated={(created) => open(created.id)}
        />
      )}
    </Page>
  );
}

type OrganizationFiltersProps = {
  search: OrganizationsSearch;
  onFilter: (change: Partial<OrganizationsSearch>) => void;
};

function OrganizationFilters({ search, onFilter }: OrganizationFiltersProps) {
  return (
    <>
      <SearchFilter
        label="Find by name or owner"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        label="Tier"
        options={choicesOf(tierLabels)}
        values={search.tier ?? []}
        onValuesChange={(tier) =>
          onFilter({ tier: tier.length ? (tier as OrganizationsSearch['tier']) : undefined })
        }
      />
      <ChoiceFilter
        label="Plan"
        options={choicesOf(planLabels)}
        values={search.plan ?? []}
        onValuesChange={(plan) =>
          onFilter({ plan: plan.length ? (plan as OrganizationsSearch['plan']) : undefined })
        }
      />
      <ChoiceFilter
        label="Subscription"
        options={choicesOf(subscriptionStatusLabels)}
        values={search.status ?? []}
        onValuesChange={(status) =>
          onFilter({
            status: status.length ? (status as OrganizationsSearch['status']) : undefined,
          })
        }
      />
      <Button
        variant={search.deleted ? 'soft' : 'secondary'}
        icon={<Trash2 />}
        aria-pressed={search.deleted === true}
        className={cn('px-2.5 font-normal', !search.deleted && 'text-muted')}
        onClick={() => onFilter({ deleted: search.deleted ? undefined : true })}
      >
        Deleted
      </Button>
    </>
  );
}
