import type { AuditEntry } from '@freehold/core-contracts/audit';
import { Badge } from '@freehold/ui/badge';
import type { DataColumn } from '@freehold/ui/data-table';
import { Identifier } from '@freehold/ui/identifier';
import { Time } from '@freehold/ui/time';
import { None } from '../../components/none.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { actorKindLabels } from '../../lib/labels.ts';

/** Columns of the log; `open` shows the panel of one entry. */
export function auditColumns(open: (id: string) => void): readonly DataColumn<AuditEntry>[] {
  return [
    {
      id: 'action',
      header: 'Action',
      isAlwaysShown: true,
      cell: (row) => (
        <RowButton onOpen={() => open(row.id)} className="font-mono text-xs">
          {row.action}
        </RowButton>
      ),
    },
    {
      id: 'actor',
      header: 'Actor',
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-x-2 @2xl:whitespace-nowrap">
          {row.actorName}
          <Badge size="sm">{actorKindLabels[row.actorKind]}</Badge>
        </span>
      ),
    },
    {
      id: 'entity',
      header: 'Of what',
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-x-2 @2xl:flex-nowrap">
          {row.entityType}
          <Identifier value={row.entityId} label="entity id" />
        </span>
      ),
    },
    {
      id: 'reason',
      header: 'Reason',
      cell: (row) =>
        row.reason ? <span className="line-clamp-1 max-w-72">{row.reason}</span> : <None />,
    },
    {
      id: 'sequence',
      header: 'Number',
      align: 'end',
      cell: (row) => <span className="numeric text-muted">{row.sequence.toString()}</span>,
    },
    {
      id: 'createdAt',
      header: 'When',
      isSortable: true,
      cell: (row) => <Time value={row.createdAt} />,
    },
    { id: 'ip', header: 'Address', isHiddenAtFirst: true, cell: (row) => row.ip ?? '—' },
    {
      id: 'requestId',
      header: 'Request',
      isHiddenAtFirst: true,
      cell: (row) =>
        row.requestId ? <Identifier value={row.requestId} label="request id" isCopyable /> : '—',
    },
  ];
}
