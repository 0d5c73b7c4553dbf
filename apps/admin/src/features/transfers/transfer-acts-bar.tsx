import type { TransferDetail } from '@freehold/core-contracts/transfers';
import { Button } from '@freehold/ui/button';
import { Check, Undo2, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useOfferedActs } from '../../lib/page-acts.ts';
import { writeAmount } from '../../lib/money.ts';
import { useSession } from '../../lib/session.tsx';
import { TransferActDialog, transferActWords } from './transfer-act-dialog.tsx';
import { actsOn, type TransferAct } from './transfer-acts.ts';

const buttons = {
  approve: { icon: Check, text: 'Approve', variant: 'primary' },
  decline: { icon: X, text: 'Decline', variant: 'danger-outline' },
  reverse: { icon: Undo2, text: 'Reverse', variant: 'danger-outline' },
} as const;

export type TransferActsBarProps = { transfer: TransferDetail; onLookAgain: () => void };

/** What may be done about a transfer; the version goes out that was on the screen when it was pressed. */
export function TransferActsBar({ transfer, onLookAgain }: TransferActsBarProps) {
  const { permissions } = useSession();
  const [chosen, setChosen] = useState<{ act: TransferAct; transfer: TransferDetail } | null>(null);
  const acts = useMemo(() => actsOn(transfer, permissions), [transfer, permissions]);
  const offered = useMemo(
    () =>
      acts.map((act) => ({
        id: act,
        label: transferActWords[act]
          .title(writeAmount(transfer.amount, transfer.currencyCode))
          .replace('?', ''),
        onSelect: () => setChosen({ act, transfer }),
      })),
    [acts, transfer],
  );
  useOfferedActs(offered);
  return (
    <>
      {acts.map((act) => {
        const { icon: Icon, text, variant } = buttons[act];
        return (
          <Button
            key={act}
            variant={variant}
            icon={<Icon />}
            onClick={() => setChosen({ act, transfer })}
          >
            {text}
          </Button>
        );
      })}
      {chosen && (
        <TransferActDialog {...chosen} onClose={() => setChosen(null)} onLookAgain={onLookAgain} />
      )}
    </>
  );
}
