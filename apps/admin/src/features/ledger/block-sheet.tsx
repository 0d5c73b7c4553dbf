import type { BlockDetail } from '@freehold/core-contracts/ledger';
import { StatusBadge } from '@freehold/ui/badge';
import { formatCount, humanize } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { JsonView } from '@freehold/ui/json-view';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { Problem } from '../../components/problem.tsx';
import { SheetSection } from '../../components/sheet-section.tsx';
import { useBlock } from './use-ledger.ts';

/** One block: its hashes and what it holds. */
export function BlockSheet({ blockNumber, onClose }: { blockNumber: bigint; onClose: () => void }) {
  const { data, error, refetch } = useBlock(blockNumber);
  return (
    <Sheet
      open
      width="xl"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={`Block #${formatCount(blockNumber)}`}
      description={data && <Time value={data.createdAt} />}
    >
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines count={9} />}
      {data && (
        <div className="grid gap-6">
          <KeyValueList
            items={[
              { label: 'Hash', value: <Identifier isFull value={data.hash} label="hash" /> },
              {
                label: 'Hash of the block before',
                value: <Identifier isFull value={data.previousHash} label="hash before" />,
              },
              {
                label: 'Hash of its transactions',
                value: <Identifier isFull value={data.dataHash} label="data hash" />,
              },
            ]}
          />
          <SheetSection title={`Transactions (${data.transactionCount})`}>
            <ol className="grid gap-3">
              {data.transactions.map((transaction) => (
                <Transaction key={transaction.txId} transaction={transaction} />
              ))}
            </ol>
          </SheetSection>
        </div>
      )}
    </Sheet>
  );
}

function Transaction({ transaction }: { transaction: BlockDetail['transactions'][number] }) {
  const isValid = transaction.validationCode === 'VALID';
  return (
    <li className="grid gap-3 rounded-lg border border-line p-3.5">
      <div className="flex flex-wrap items-center gap-2">
        <p className="text-sm font-semibold text-ink">{humanize(transaction.commandType)}</p>
        <StatusBadge tone={isValid ? 'success' : 'danger'}>
          {isValid ? 'Valid' : humanize(transaction.validationCode)}
        </StatusBadge>
        <span className="ml-auto text-xs text-subtle">{transaction.chaincode}</span>
      </div>
      <KeyValueList
        columns={2}
        items={[
          {
            label: 'Transaction',
            value: <Identifier isCopyable value={transaction.txId} label="transaction id" />,
          },
          {
            label: 'Command',
            value: <Identifier isCopyable value={transaction.commandId} label="command id" />,
          },
        ]}
      />
      <div className="grid gap-3 md:grid-cols-2">
        <JsonView value={transaction.payload} label="Payload" />
        <JsonView value={transaction.events} label="Events" />
      </div>
    </li>
  );
}
