import type { ApprovalSummary } from '@freehold/core-contracts/approvals';
import type { DataColumn } from '@freehold/ui/data-table';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { CountryName } from '../../components/country.tsx';
import { PersonCell } from '../../components/person-cell.tsx';
import { Status } from '../../components/status.tsx';
import { caseStatusLabels, fullName } from '../../lib/labels.ts';
import { CaseAge } from './case-age.tsx';
import { RiskMeter } from '../../components/risk-meter.tsx';

/** Columns of the queue. */
export function approvalColumns(tenant: string): readonly DataColumn<ApprovalSummary>[] {
  return [
    {
      id: 'person',
      header: 'Person',
      isAlwaysShown: true,
      cell: (row) => (
        <PersonCell
          initials={fullName(row)}
          detail={row.email}
          name={
            <Link
              to="/$tenant/approvals/$caseId"
              params={{ tenant, caseId: row.id }}
              className="rounded-xs underline-offset-3 hover:underline"
            >
              {fullName(row)}
            </Link>
          }
        />
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => <Status label={caseStatusLabels[row.status]} />,
    },
    { id: 'country', header: 'Country', cell: (row) => <CountryName code={row.countryCode} /> },
    {
      id: 'riskScore',
      header: 'Risk',
      isSortable: true,
      cell: (row) => <RiskMeter score={row.riskScore} />,
    },
    {
      id: 'openedAt',
      header: 'Age and target',
      isSortable: true,
      cell: (row) => <CaseAge {...row} />,
    },
    {
      id: 'assignee',
      header: 'Assignee',
      cell: (row) => row.assignee?.name ?? <span className="text-subtle">Nobody</span>,
    },
    {
      id: 'dueAt',
      header: 'Due',
      isSortable: true,
      isHiddenAtFirst: true,
      cell: (row) => <Time value={row.dueAt} />,
    },
    {
      id: 'decidedAt',
      header: 'Decided',
      isHiddenAtFirst: true,
      cell: (row) => (row.decidedAt ? <Time value={row.decidedAt} /> : '—'),
    },
  ];
}
