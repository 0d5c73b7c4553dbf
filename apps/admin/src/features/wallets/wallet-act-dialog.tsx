import type { WalletDetail } from '@freehold/core-contracts/wallets';
import type { ReactNode } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { useWalletActs } from './use-wallets.ts';
import type { WalletAct } from './wallet-acts.ts';

type Words = {
  title: (name: string) => string;
  consequence: ReactNode;
  confirm: string;
  done: (name: string) => string;
  tone: 'danger' | 'primary';
};

export const walletActWords: Readonly<Record<WalletAct, Words>> = {
  freeze: {
    title: (name) => `Freeze the wallet of ${name}?`,
    consequence: (
      <p>
        From this moment it neither sends nor receives, and the ledger is told. What is on its way
        to it already is still paid; nothing is taken away. Its holder can sign in and sees that it
        is frozen.
      </p>
    ),
    confirm: 'Freeze the wallet',
    done: (name) => `The wallet of ${name} is frozen`,
    tone: 'danger',
  },
  unfreeze: {
    title: (name) => `Release the wallet of ${name}?`,
    consequence: (
      <p>
        The ledger is asked first: as soon as it has confirmed, the wallet sends and receives again.
      </p>
    ),
    confirm: 'Release the wallet',
    done: (name) => `The ledger is asked to release the wallet of ${name}`,
    tone: 'primary',
  },
};

export type WalletActDialogProps = {
  act: WalletAct;
  /** As the operator has read it. */
  wallet: WalletDetail;
  onClose: () => void;
  onLookAgain: () => void;
  /** With the version that the own act has made: it is no news. */
  onDone: (version: number | null) => void;
};

/** Asks before a wallet is frozen or released, and says what became of it. */
export function WalletActDialog(props: WalletActDialogProps) {
  const { act, wallet, onClose, onLookAgain, onDone } = props;
  const run = useWalletActs()[act];
  const tell = useActOutcome();
  const words = walletActWords[act];
  const name = wallet.holder.name || wallet.name;
  return (
    <ActDialog
      title={words.title(name)}
      consequence={words.consequence}
      confirmLabel={words.confirm}
      tone={words.tone}
      isBusy={run.isPending}
      error={run.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={(reason) =>
        run.mutate(
          { walletId: wallet.id, version: wallet.version, reason },
          {
            onSuccess: (outcome) => {
              onClose();
              if (outcome.state === 'DONE') onDone(outcome.version);
              tell(outcome, words.done(name), wallet.id);
            },
          },
        )
      }
    />
  );
}
