import type { WalletSummary } from '@freehold/core-contracts/wallets';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useState } from 'react';
import { PersonCell } from '../../components/person-cell.tsx';
import { useRested } from '../../lib/debounce.ts';
import { walletKindLabels } from '../../lib/money-labels.ts';
import { useFoundWallets } from './use-treasury.ts';

export type WalletChoiceProps = {
  /** Wallets that are chosen already. */
  taken: ReadonlySet<string>;
  onChoose: (wallet: WalletSummary) => void;
  error?: string | undefined;
};

const nameOf = (wallet: WalletSummary) => wallet.holder.name || wallet.name;

/** Finds a wallet by its holder and adds it. */
export function WalletChoice({ taken, onChoose, error }: WalletChoiceProps) {
  const [text, setText] = useState('');
  const rested = useRested(text.trim());
  const wallets = useFoundWallets(rested);
  const found = wallets.data?.items.filter(({ id }) => !taken.has(id));
  return (
    <div className="grid gap-2">
      <Field
        label="Add a receiver"
        hint="People and organizations whose wallet is open."
        error={error}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder="Name, e-mail address or wallet id"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {rested.length > 1 && found && (
        <ul aria-label="Wallets found" className="grid max-h-48 gap-px overflow-y-auto">
          {found.map((wallet) => (
            <li key={wallet.id}>
              <button
                type="button"
                className="w-full rounded-md px-2 py-1.5 text-left hover:bg-hover"
                onClick={() => {
                  onChoose(wallet);
                  setText('');
                }}
              >
                <PersonCell
                  initials={nameOf(wallet)}
                  name={nameOf(wallet)}
                  detail={`${walletKindLabels[wallet.kind]}, ${wallet.name}`}
                />
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="px-2 py-1.5 text-sm text-muted">No open wallet fits.</li>
          )}
        </ul>
      )}
    </div>
  );
}
