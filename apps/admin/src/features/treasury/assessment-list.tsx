import type { TaxAssessmentView, TaxRunView } from '@freehold/core-contracts/tax';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { DataColumn } from '@freehold/ui/data-table';
import { Money } from '@freehold/ui/money';
import { Calculator } from 'lucide-react';
import { CsvButton } from '../../components/csv-button.tsx';
import { None } from '../../components/none.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { WalletLink } from '../../components/wallet-link.tsx';
import { describeAssessmentReason } from '../../lib/money-sentences.ts';
import { choicesOf } from '../../lib/labels.ts';
import { assessmentStatusLabels, walletKindLabels } from '../../lib/money-labels.ts';
import { writeRate } from '../../lib/money.ts';
import { useList, type ListControls } from '../../lib/use-list.ts';
import type { TaxRunSearch } from './tax-search.ts';
import { assessmentsFilters, useTaxAssessments } from './use-tax.ts';

const columns: readonly DataColumn<TaxAssessmentView>[] = [
  {
    id: 'wallet',
    header: 'Wallet',
    isAlwaysShown: true,
    cell: (row) => (
      <span className="grid min-w-0">
        <WalletLink walletId={row.walletId} name={row.holderName} kind={row.walletKind} />
        <span className="text-xs text-subtle">
          {walletKindLabels[row.walletKind]}, {row.walletName}
        </span>
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: (row) => (
      <span className="grid justify-items-start gap-0.5">
        <Status label={assessmentStatusLabels[row.status]} />
        {row.reason && (
          <span className="text-xs text-subtle">{describeAssessmentReason(row.reason)}</span>
        )}
      </span>
    ),
  },
  {
    id: 'balance',
    header: 'Balance at the end',
    align: 'end',
    cell: (row) => <Money value={row.balance} />,
  },
  {
    id: 'rate',
    header: 'Share',
    align: 'end',
    cell: (row) => <span className="numeric">{writeRate(row.rate)}</span>,
  },
  {
    id: 'amount',
    header: 'Tax',
    align: 'end',
    isAlwaysShown: true,
    cell: (row) => <Money value={row.amount} />,
  },
  {
    id: 'transfer',
    header: 'Transfer',
    cell: (row) =>
      row.transferId ? <TransferLink transferId={row.transferId}>Open it</TransferLink> : <None />,
  },
];

export type AssessmentListProps = ListControls<TaxRunSearch> & { run: TaxRunView };

/** What the run takes from whom. */
export function AssessmentList({ run, ...controls }: AssessmentListProps) {
  const { search } = controls;
  const assessments = useTaxAssessments(run, search);
  const list = useList(controls, columns, assessments.data, 'assessments');
  return (
    <QueryList
      label="Assessments"
      columns={columns}
      getRowId={(row) => row.id}
      list={list}
      query={assessments}
      filters={
        <ChoiceFilter
          label="Status"
          options={choicesOf(assessmentStatusLabels)}
          values={search.status ?? []}
          onValuesChange={(status) =>
            list.filter({ status: status.length ? (status as TaxRunSearch['status']) : undefined })
          }
        />
      }
      tools={
        <CsvButton
          file="tax-assessments.csv"
          input={assessmentsFilters(run.id, search)}
          total={assessments.data?.total ?? 0}
        />
      }
      empty={{
        icon: <Calculator />,
        title: 'Nobody owes anything',
        description: 'No balance stayed above the threshold for the whole cycle.',
      }}
      isFiltered={search.status !== undefined}
    />
  );
}
