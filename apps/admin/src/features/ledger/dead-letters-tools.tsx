import { Button } from '@freehold/ui/button';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { Field } from '@freehold/ui/field';
import { Select } from '@freehold/ui/select';
import { ChevronDown, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { defined } from '../../lib/use-list.ts';
import { ManyDialog, type ManyAct } from './many-dialog.tsx';
import { useManageMany, useProjectors } from './use-ledger.ts';

type Choice = 'replayDeadLetters' | 'discardDeadLetters';

const acts: Readonly<Record<Choice, ManyAct>> = {
  replayDeadLetters: {
    title: 'Replay open events?',
    consequence:
      'Each is handled again, in the order of the ledger. What works is written once and closed; the others stay, with the new reason.',
    confirm: 'Replay',
    tone: 'primary',
    noun: 'events',
  },
  discardDeadLetters: {
    title: 'Discard open events?',
    consequence: 'Their effect is never written. The events themselves stay in the ledger.',
    confirm: 'Discard',
    tone: 'danger',
    noun: 'events',
  },
};

/** Acts on every open event, or on those of one projector. */
export function DeadLettersTools() {
  const manage = useManageMany();
  const projectors = useProjectors();
  const [choice, setChoice] = useState<Choice | null>(null);
  const [projectorName, setProjectorName] = useState('');
  const names = [...new Set(projectors.data?.map((projector) => projector.projectorName))];
  return (
    <>
      <DropdownMenu
        className="w-64"
        trigger={
          <Button className="px-2.5 text-muted">
            Open ones
            <ChevronDown aria-hidden className="text-subtle" />
          </Button>
        }
      >
        <MenuItem onSelect={() => setChoice('replayDeadLetters')}>
          <RotateCw aria-hidden />
          Replay all that fit
        </MenuItem>
        <MenuItem tone="danger" onSelect={() => setChoice('discardDeadLetters')}>
          <Trash2 aria-hidden />
          Discard all that fit
        </MenuItem>
      </DropdownMenu>
      {choice && (
        <ManyDialog
          key={projectorName}
          act={acts[choice]}
          filter={
            <Field label="Of projector">
              {(control) => (
                <Select
                  {...control}
                  placeholder="Every projector"
                  value={projectorName}
                  onValueChange={setProjectorName}
                  options={names.map((value) => ({ value, label: value }))}
                />
              )}
            </Field>
          }
          run={(options) =>
            manage[choice].mutateAsync({
              filter: defined({ projectorName: projectorName || undefined }),
              ...options,
            })
          }
          onClose={() => setChoice(null)}
        />
      )}
    </>
  );
}
