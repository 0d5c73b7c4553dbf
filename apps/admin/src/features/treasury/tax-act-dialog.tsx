import type { TaxRunView } from '@freehold/core-contracts/tax';
import { formatCount } from '@freehold/ui/formats';
import { ActDialog } from '../../components/act-dialog.tsx';
import { writeAmount } from '../../lib/money.ts';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useTaxActs } from './use-tax.ts';

export type TaxAct = 'apply' | 'stop' | 'discard';

export type TaxActDialogProps = {
  act: TaxAct;
  /** As the operator has read it. */
  run: TaxRunView;
  onClose: () => void;
  onLookAgain: () => void;
};

/** What ends a run without taking more: how it is asked and what is said afterwards. */
const endings = {
  stop: {
    title: 'Stop this run?',
    consequence:
      'Nothing more is taken. What is on its way to the ledger is still decided there, and the run ends with it. Wallets that are left out can be taxed by another run of this cycle.',
    confirmLabel: 'Stop the run',
    done: 'The run takes nothing more',
  },
  discard: {
    title: 'Discard this dry run?',
    consequence: 'Nothing was taken from anybody. The cycle can be computed again.',
    confirmLabel: 'Discard',
    done: 'The dry run is discarded',
  },
} as const;

/** Asks before a run is applied, stopped or put away. */
export function TaxActDialog({ act, ...props }: TaxActDialogProps) {
  return act === 'apply' ? <ApplyDialog {...props} /> : <EndDialog act={act} {...props} />;
}

function EndDialog({
  act,
  run,
  onClose,
  onLookAgain,
}: Omit<TaxActDialogProps, 'act'> & { act: keyof typeof endings }) {
  const { [act]: end } = useTaxActs();
  const notice = useAuditNotice();
  const { title, consequence, confirmLabel, done } = endings[act];
  return (
    <ActDialog
      title={title}
      consequence={<p>{consequence}</p>}
      confirmLabel={confirmLabel}
      isBusy={end.isPending}
      error={end.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={(reason) =>
        end.mutate(
          { taxRunId: run.id, version: run.version, reason },
          {
            onSuccess: () => {
              onClose();
              notice(done, run.id);
            },
          },
        )
      }
    />
  );
}

function ApplyDialog({ run, onClose, onLookAgain }: Omit<TaxActDialogProps, 'act'>) {
  const { apply } = useTaxActs();
  const tell = useActOutcome();
  return (
    <ActDialog
      title={`Take ${writeAmount(run.totalAmount, run.currencyCode)} of tax?`}
      consequence={
        <p>
          From <strong>{formatCount(run.walletCount)}</strong>{' '}
          {run.walletCount === 1 ? 'wallet' : 'wallets'}, once for this cycle. Wallets that are
          frozen or no longer have it are left out. It cannot be undone at once; each amount can be
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
          { taxRunId: run.id, version: run.version, reason },
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
