import { mostIssueReceivers, type TreasuryOverview } from '@freehold/core-contracts/treasury';
import { Button } from '@freehold/ui/button';
import { Landmark } from 'lucide-react';
import { ReceiverRow, type Receiver } from './receiver-row.tsx';
import { WalletChoice } from './wallet-choice.tsx';

export type IssueReceiversProps = {
  receivers: readonly Receiver[];
  treasury: TreasuryOverview;
  isTouched: boolean;
  onReceiversChange: (receivers: readonly Receiver[]) => void;
};

/** Who gets how much; people, organizations and the loan pool are added one by one. */
export function IssueReceivers(props: IssueReceiversProps) {
  const { receivers, treasury, isTouched, onReceiversChange } = props;
  const { currencyCode, loanPoolWalletId } = treasury;
  const taken = new Set(receivers.map(({ walletId }) => walletId));
  const isFull = receivers.length >= mostIssueReceivers;
  const add = (walletId: string, name: string) =>
    onReceiversChange([...receivers, { walletId, name, text: '' }]);
  return (
    <>
      <ul aria-label="Receivers" className="grid gap-3 empty:hidden">
        {receivers.map((receiver) => (
          <ReceiverRow
            key={receiver.walletId}
            receiver={receiver}
            currencyCode={currencyCode}
            isTouched={isTouched}
            onTextChange={(text) =>
              onReceiversChange(
                receivers.map((each) =>
                  each.walletId === receiver.walletId ? { ...each, text } : each,
                ),
              )
            }
            onRemove={() =>
              onReceiversChange(receivers.filter(({ walletId }) => walletId !== receiver.walletId))
            }
          />
        ))}
      </ul>
      {!isFull && (
        <WalletChoice
          taken={taken}
          error={isTouched && receivers.length === 0 ? 'Choose one at least.' : undefined}
          onChoose={(wallet) => add(wallet.id, wallet.holder.name || wallet.name)}
        />
      )}
      {!isFull && !taken.has(loanPoolWalletId) && (
        <Button
          size="sm"
          icon={<Landmark />}
          className="justify-self-start"
          onClick={() => add(loanPoolWalletId, 'Loan pool')}
        >
          Add the loan pool
        </Button>
      )}
    </>
  );
}
