import type { TransferDetail } from '@freehold/core-contracts/transfers';
import { sumAmounts } from '@freehold/ui/formats';
import { KeyValueList } from '@freehold/ui/key-value';
import { Money } from '@freehold/ui/money';
import { Time } from '@freehold/ui/time';
import { PartyName } from '../../components/transfer-parties.tsx';
import { transferKindLabels } from '../../lib/money-labels.ts';

/** Who pays whom how much, and who asked for it. */
export function TransferMovement({ transfer }: { transfer: TransferDetail }) {
  const { amount, fee, currencyCode, legs } = transfer;
  return (
    <div className="grid gap-4">
      <KeyValueList
        columns={3}
        items={[
          { label: 'From', value: <PartyName party={transfer.from} /> },
          {
            label: 'To',
            value: legs.length > 1 ? `${legs.length} receivers` : <PartyName party={transfer.to} />,
          },
          { label: 'Kind', value: transferKindLabels[transfer.kind] },
          { label: 'Amount', value: <Money value={amount} currencyCode={currencyCode} /> },
          { label: 'Fee', value: <Money value={fee} currencyCode={currencyCode} /> },
          {
            label: 'Leaves the wallet',
            value: <Money value={sumAmounts([amount, fee])} currencyCode={currencyCode} />,
          },
          { label: 'Reference', value: transfer.reference },
          { label: 'Asked for by', value: transfer.createdByName },
          { label: 'Asked for', value: <Time value={transfer.createdAt} /> },
          {
            label: transfer.status === 'AWAITING_APPROVAL' ? 'Lapses' : 'Settled',
            value:
              transfer.status === 'AWAITING_APPROVAL'
                ? transfer.approvalExpiresAt && <Time value={transfer.approvalExpiresAt} />
                : transfer.settledAt && <Time value={transfer.settledAt} />,
          },
        ]}
      />
      {legs.length > 1 && (
        <ul aria-label="Receivers" className="divide-y divide-line border-t border-line">
          {legs.map((leg, index) => (
            <li
              key={leg.walletId ?? index}
              className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5 text-sm"
            >
              <PartyName party={leg} />
              <Money value={leg.amount} currencyCode={currencyCode} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
