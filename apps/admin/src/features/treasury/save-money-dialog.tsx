import type { MoneySettings } from '@freehold/core-contracts/tenants';
import type { MoneySettingsView } from '@freehold/core-contracts/treasury';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { useSession } from '../../lib/session.tsx';
import { listMoneyChanges } from './money-draft.ts';
import { useTreasuryActs } from './use-treasury.ts';

export type SaveMoneyDialogProps = {
  base: MoneySettingsView;
  settings: MoneySettings;
  onClose: () => void;
  onDone: (version: number | null) => void;
};

/** Names every change before it is made, and takes the reason. */
export function SaveMoneyDialog({ base, settings, onClose, onDone }: SaveMoneyDialogProps) {
  const { updateSettings } = useTreasuryActs();
  const tell = useActOutcome();
  const { tenant } = useSession();
  return (
    <ActDialog
      title="Save these rules?"
      consequence={
        <>
          <ul className="grid gap-1">
            {listMoneyChanges(base.settings, settings).map((change) => (
              <li key={change.label}>
                <strong>{change.label}</strong>: {change.from} → {change.to}
              </li>
            ))}
          </ul>
          <p>They hold for every transfer from now on; what is on its way keeps its fee.</p>
        </>
      }
      confirmLabel="Save"
      tone="primary"
      isBusy={updateSettings.isPending}
      error={updateSettings.error}
      onClose={onClose}
      onLookAgain={() => undefined}
      onConfirm={(reason) =>
        updateSettings.mutate(
          { version: base.version, settings, reason },
          {
            onSuccess: (outcome) => {
              onClose();
              if (outcome.state === 'DONE') onDone(outcome.version);
              tell(outcome, 'The rules are saved', tenant.id);
            },
          },
        )
      }
    />
  );
}
