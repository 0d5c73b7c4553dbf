import type { ApprovalSummary } from '@freehold/core-contracts/approvals';
import { Button } from '@freehold/ui/button';
import { useNavigate } from '@tanstack/react-router';
import { CheckCheck, ClipboardCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { fullName } from '../../lib/labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { approvalColumns } from './approval-columns.tsx';
import { ApprovalFilters } from './approval-filters.tsx';
import { ApprovalsExport } from './approvals-export.tsx';
import { clearRiskScore, type ApprovalsSearch } from './approvals-search.ts';
import { BulkApproveDialog } from './bulk-approve-dialog.tsx';
import { approvalsSort, useApprovals } from './use-approvals.ts';

const isClear = (row: ApprovalSummary) => row.status === 'OPEN' && row.riskScore <= clearRiskScore;

function hasFilters({
  q,
  status,
  country,
  risk,
  age,
  overdue,
  assignee,
}: ApprovalsSearch): boolean {
  return [q, status, country, risk, age, overdue, assignee].some((value) => value !== undefined);
}

/** The queue of people who wait for a decision. */
export function ApprovalsPage(controls: ListControls<ApprovalsSearch>) {
  const { search } = controls;
  const { tenant } = useSession();
  const canDecide = useCan('approval.decide');
  const navigate = useNavigate();
  const approvals = useApprovals(search);
  const columns = useMemo(() => approvalColumns(tenant.slug), [tenant.slug]);
  const list = useList(controls, columns, approvals.data, 'cases');
  const [selectedIds, setSelectedIds] = useState<string[]>([]);
  const [isBulkOpen, setIsBulkOpen] = useState(false);
  const selected = (approvals.data?.items ?? []).filter((row) => selectedIds.includes(row.id));
  return (
    <Page
      title="Approvals"
      description="People who have finished signing up and wait for a decision."
    >
      <QueryList
        label="Approval queue"
        columns={columns}
        getRowId={(row) => row.id}
        getRowLabel={fullName}
        sort={approvalsSort(search)}
        onSortChange={list.sort}
        selectedIds={selected.map((row) => row.id)}
        {...(canDecide ? { onSelectedIdsChange: setSelectedIds } : {})}
        canSelectRow={isClear}
        onRowOpen={(row) =>
          void navigate({
            to: '/$tenant/approvals/$caseId',
            params: { tenant: tenant.slug, caseId: row.id },
          })
        }
        list={list}
        query={approvals}
        filters={<ApprovalFilters search={search} onFilter={list.filter} />}
        tools={<ApprovalsExport search={search} total={approvals.data?.total ?? 0} />}
        banner={
          selected.length > 0 && (
            <SelectionBar
              count={selected.length}
              onApprove={() => setIsBulkOpen(true)}
              onClear={() => setSelectedIds([])}
            />
          )
        }
        empty={{
          icon: <ClipboardCheck />,
          title: 'Nobody waits',
          description: 'Every person who has signed up has been decided on.',
        }}
        isFiltered={hasFilters(search)}
      />

      {isBulkOpen && (
        <BulkApproveDialog
          cases={selected}
          onClose={() => setIsBulkOpen(false)}
          onDone={() => setSelectedIds([])}
        />
      )}
    </Page>
  );
}

type SelectionBarProps = { count: number; onApprove: () => void; onClear: () => void };

function SelectionBar({ count, onApprove, onClear }: SelectionBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-accent-line bg-accent-soft px-3 py-2 text-sm text-accent-ink">
      <p role="status" className="font-medium">
        {count} clear {count === 1 ? 'case' : 'cases'} chosen
      </p>
      <Button size="sm" variant="primary" icon={<CheckCheck />} onClick={onApprove}>
        Approve together
      </Button>
      <Button size="sm" variant="ghost" onClick={onClear}>
        Choose none
      </Button>
      <p className="ml-auto text-xs max-md:hidden">
        Only open cases with a risk of at most {clearRiskScore} can be chosen.
      </p>
    </div>
  );
}
