import type { MoneySettingsView } from '@freehold/core-contracts/treasury';
import { Alert } from '@freehold/ui/alert';
import { useState, type FormEvent } from 'react';
import { ChangedElsewhere } from '../../components/changed-elsewhere.tsx';
import { PendingCard } from '../../components/pending-card.tsx';
import { SaveBar } from '../../components/save-bar.tsx';
import { WaitingProposals } from '../../components/waiting-proposals.tsx';
import { useCan } from '../../lib/session.tsx';
import { listMoneyChanges, readDraft, toDraft, type MoneyDraft } from './money-draft.ts';
import { MoneyGroups } from './money-groups.tsx';
import { SaveMoneyDialog } from './save-money-dialog.tsx';
import { TreasuryFrame } from './treasury-frame.tsx';
import { useMoneySettings, useTreasuryProposals } from './use-treasury.ts';

/** What a transfer costs, what makes it suspicious, and what hoarding is taxed with. */
export function MoneySettingsPage() {
  const settings = useMoneySettings();
  const { data, error } = settings;
  return (
    <TreasuryFrame>
      {data ? (
        <MoneySettingsForm current={data} />
      ) : (
        <PendingCard error={error} onRetry={() => void settings.refetch()} />
      )}
    </TreasuryFrame>
  );
}

/* The form keeps what it began with: another operator's change is shown, never overwritten. */
function MoneySettingsForm({ current }: { current: MoneySettingsView }) {
  const canManage = useCan('treasury.manage');
  const proposals = useTreasuryProposals();
  const [base, setBase] = useState(current);
  const [draft, setDraft] = useState<MoneyDraft>(() => toDraft(current.settings));
  const [isSaving, setIsSaving] = useState(false);
  const start = (view: MoneySettingsView) => {
    setBase(view);
    setDraft(toDraft(view.settings));
  };
  const reading = readDraft(draft);
  const changes = reading.isGood ? listMoneyChanges(base.settings, reading.settings) : [];
  const isTyped = JSON.stringify(draft) !== JSON.stringify(toDraft(base.settings));
  const elsewhere = listMoneyChanges(base.settings, current.settings);
  // The version is the tenant's: it moves with settings of other pages too, which is no news here.
  if (current.version !== base.version && elsewhere.length === 0) {
    setBase({ ...base, version: current.version });
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changes.length > 0 && elsewhere.length === 0) setIsSaving(true);
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-5xl gap-4">
      {!canManage && <Alert tone="info">Your role reads these rules and changes none.</Alert>}
      <WaitingProposals
        proposals={proposals.filter(({ action }) => action === 'treasury.updateSettings')}
      />
      {elsewhere.length > 0 && (
        <ChangedElsewhere changes={elsewhere} onTake={() => start(current)} />
      )}
      <MoneyGroups
        draft={draft}
        problems={reading.isGood ? {} : reading.problems}
        isReadOnly={!canManage}
        onDraftChange={setDraft}
      />
      {canManage && (
        <SaveBar
          changeCount={reading.isGood ? changes.length : Number(isTyped)}
          canSave={reading.isGood && elsewhere.length === 0}
          onUndo={() => setDraft(toDraft(base.settings))}
        />
      )}
      {isSaving && reading.isGood && (
        <SaveMoneyDialog
          base={base}
          settings={reading.settings}
          onClose={() => setIsSaving(false)}
          onDone={(version) =>
            start({ settings: reading.settings, version: version ?? base.version })
          }
        />
      )}
    </form>
  );
}
