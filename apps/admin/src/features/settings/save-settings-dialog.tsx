import type { TenantSettingsView } from '@freehold/core-contracts/people';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { listSettingChanges } from './setting-changes.ts';
import { useUpdateSettings } from './use-settings.ts';

export type SaveSettingsDialogProps = {
  base: TenantSettingsView;
  draft: TenantSettingsView;
  onClose: () => void;
  onDone: (version: number | null) => void;
};

/** Names every change before it is made, and takes the reason. */
export function SaveSettingsDialog({ base, draft, onClose, onDone }: SaveSettingsDialogProps) {
  const update = useUpdateSettings();
  const tell = useActOutcome();
  return (
    <ActDialog
      title="Save these settings?"
      consequence={
        <>
          <ul className="grid gap-1">
            {listSettingChanges(base, draft).map((change) => (
              <li key={change.label}>
                <strong>{change.label}</strong>: {change.from} → {change.to}
              </li>
            ))}
          </ul>
          <p>They hold for everybody in this tenant at once.</p>
        </>
      }
      confirmLabel="Save"
      tone="primary"
      isBusy={update.isPending}
      error={update.error}
      onClose={onClose}
      onLookAgain={() => undefined}
      onConfirm={(reason) =>
        update.mutate(
          { version: base.version, name: draft.name.trim(), settings: draft.settings, reason },
          {
            onSuccess: (outcome) => {
              onClose();
              if (outcome.state === 'DONE') onDone(outcome.version);
              tell(outcome, 'The settings are saved', base.id);
            },
          },
        )
      }
    />
  );
}
