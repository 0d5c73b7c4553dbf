import { ScrollText } from 'lucide-react';
import { useMemo } from 'react';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { AuditExport } from './audit-export.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { auditColumns } from './audit-columns.tsx';
import { AuditSheet } from './audit-sheet.tsx';
import type { AuditSearch } from './audit-search.ts';
import { AuditVerify } from './audit-verify.tsx';
import { useAudit } from './use-audit.ts';

function hasFilters({ q, action, type, entity, actor, kind, from, to }: AuditSearch): boolean {
  return [q, action, type, entity, actor, kind, from, to].some((value) => value !== undefined);
}

/** Who did what, when, and why: append-only, each entry bound to the one before it. */
export function AuditPage(controls: ListControls<AuditSearch>) {
  const { search, onSearchChange } = controls;
  const audit = useAudit(search);
  const columns = useMemo(
    () => auditColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, audit.data, 'entries');
  const items = audit.data?.items;
  const opened =
    search.open === 'latest' ? items?.[0] : items?.find((entry) => entry.id === search.open);
  return (
    <Page
      title="Audit log"
      description="Who did what, when, and why. Entries cannot be changed or removed."
      actions={<AuditVerify />}
    >
      <QueryList
        label="Audit log"
        columns={columns}
        getRowId={(row) => row.id}
        sort={{ field: 'createdAt', direction: search.order ?? 'desc' }}
        onSortChange={({ direction }) =>
          list.filter({ order: direction === 'asc' ? 'asc' : undefined })
        }
        onRowOpen={(row) => list.open(row.id)}
        openRowId={opened?.id}
        list={list}
        query={audit}
        filters={<AuditFilters search={search} onFilter={list.filter} />}
        tools={<AuditExport search={search} total={audit.data?.total ?? 0} />}
        empty={{
          icon: <ScrollText />,
          title: 'Nothing was done yet',
          description: 'Every change writes its entry here.',
        }}
        isFiltered={hasFilters(search)}
      />

      {opened && <AuditSheet entry={opened} onClose={() => list.open(undefined)} />}
    </Page>
  );
}
