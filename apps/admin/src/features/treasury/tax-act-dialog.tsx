import type { TaxRunView } from '@freehold/core-contracts/tax';
import { formatCount } from '@freehold/ui/formats';
import { ActDialog } from '../../components/act-dialog.tsx';
import { writeAmount } from '../../lib/money.ts';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useTaxActs } from './use-tax.ts';

export type TaxAct = 'apply' | 'discard';

export type TaxActDialogProps = {
  act: TaxAct;
  /** As the operator has read it. */
  run: TaxRunView;
  onClose: () => void;
  onLookAgain: () => void;
};

/** Asks before a run is applied or put away. */
export function TaxActDialog({ act, run, onClose, onLookAgain }: TaxActDialogProps) {
  const { apply, discard } = useTaxActs();
  const tell = useActOutcome();
  const notice = useAuditNotice();
  const input = { taxRunId: run.id, version: run.version };
  if (act === 'discard') {
    return (
      <ActDialog
        title="Discard this dry run?"
        consequence={<p>Nothing was taken from anybody. The cycle can be computed again.</p>}
        confirmLabel="Discard"
        isBusy={discard.isPending}
        error={discard.error}
        onClose={onClose}
        onLookAgain={onLookAgain}
        onConfirm={(reason) =>
          discard.mutate(
            { ...input, reason },
            {
              onSuccess: () => {
                onClose();
                notice('The dry run is discarded', run.id);
              },
            },
          )
        }
      />
    );
  }
  return (
    <ActDialog
      title={`Take ${writeAmount(run.totalAmount, run.currencyCode)} of tax?`}
      consequence={
        <p>
          From <strong>{formatCount(run.walletCount)}</strong>{' '}
          {run.walletCount === 1 ? 'wallet' : 'wallets'}, once for this cycle. Wallets that are
          frozen or have moved since are left out. It cannot be undone at once; each amount can be
          reversed as a transfer.
        </p>
      }
      confirmLabel="Apply the tax"
      isBusy={apply.isPending}
      error={apply.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={(reason) =>
        apply.mutate(
          { ...input, reason },
          {
            onSuccess: (outcome) => {
              onClose();
              tell(outcome, 'The tax is being applied', run.id);
            },
          },
        )
      }
    />
  );
}
