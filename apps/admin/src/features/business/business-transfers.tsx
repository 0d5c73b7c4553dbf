import type {
  BusinessAccountDetail,
  BusinessTransferView,
} from '@freehold/core-contracts/business';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { DataColumn } from '@freehold/ui/data-table';
import { Money } from '@freehold/ui/money';
import { Time } from '@freehold/ui/time';
import { useNavigate } from '@tanstack/react-router';
import { ArrowLeftRight } from 'lucide-react';
import { None } from '../../components/none.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { transferStatusLabels } from '../../lib/money-labels.ts';
import { useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { describeRule } from '../../lib/rule-words.ts';
import type { BusinessAccountSearch } from './business-search.ts';
import { useBusinessTransfers } from './use-business.ts';

const receiversOf = ({ legs }: BusinessTransferView) =>
  legs.length === 1 ? (legs[0]?.toName ?? '') : `${legs.length} receivers`;

function Approvals({ transfer }: { transfer: BusinessTransferView }) {
  const { rule, approvedCount, approvedWeight } = transfer;
  if (!rule) return <None />;
  return (
    <span className="grid min-w-0">
      <span className="numeric text-ink">
        {approvedCount} of {rule.minimumApprovers} people, weight {approvedWeight} of{' '}
        {rule.minimumWeight}
      </span>
      <span className="line-clamp-1 max-w-80 text-xs text-subtle">{describeRule(rule)}</span>
    </span>
  );
}

const columns: readonly DataColumn<BusinessTransferView>[] = [
  {
    id: 'to',
    header: 'To',
    isAlwaysShown: true,
    cell: (row) => (
      <span className="grid min-w-0">
        <TransferLink transferId={row.id}>{receiversOf(row)}</TransferLink>
        <span className="truncate text-xs text-subtle">{row.reference ?? row.initiatorName}</span>
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: (row) => (
      <Status label={transferStatusLabels[row.status]} isLive={row.status === 'PENDING'} />
    ),
  },
  {
    id: 'amount',
    header: 'Amount',
    align: 'end',
    isAlwaysShown: true,
    cell: (row) => <Money value={row.amount} currencyCode={row.currencyCode} />,
  },
  { id: 'approvals', header: 'Approvals', cell: (row) => <Approvals transfer={row} /> },
  { id: 'initiator', header: 'Asked for by', cell: (row) => row.initiatorName },
  {
    id: 'createdAt',
    header: 'Asked for',
    cell: (row) => <Time value={row.createdAt} format="relative" />,
  },
  {
    id: 'approvalExpiresAt',
    header: 'Lapses',
    isHiddenAtFirst: true,
    cell: (row) =>
      row.status === 'AWAITING_APPROVAL' && row.approvalExpiresAt ? (
        <Time value={row.approvalExpiresAt} format="relative" />
      ) : (
        <None />
      ),
  },
];

export type BusinessTransfersProps = ListControls<BusinessAccountSearch> & {
  account: BusinessAccountDetail;
};

/** Its transfers and how far their approvals are. */
export function BusinessTransfers({ account, ...controls }: BusinessTransfersProps) {
  const { search } = controls;
  const { tenant } = useSession();
  const navigate = useNavigate();
  const transfers = useBusinessTransfers(account.id, search);
  const list = useList(controls, columns, transfers.data, 'business transfers');
  return (
    <QueryList
      label="Transfers"
      columns={columns}
      getRowId={(row) => row.id}
      onRowOpen={(row) =>
        void navigate({
          to: '/$tenant/transfers/$transferId',
          params: { tenant: tenant.slug, transferId: row.id },
        })
      }
      list={list}
      query={transfers}
      filters={
        <ChoiceFilter
          label="Status"
          options={choicesOf(transferStatusLabels)}
          values={search.status ?? []}
          onValuesChange={(status) =>
            list.filter({
              status: status.length ? (status as BusinessAccountSearch['status']) : undefined,
            })
          }
        />
      }
      empty={{
        icon: <ArrowLeftRight />,
        title: 'Nothing was paid yet',
        description: 'A signatory asks for a transfer; the others approve it.',
      }}
      isFiltered={search.status !== undefined}
    />
  );
}
