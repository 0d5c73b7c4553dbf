import { Button } from '@freehold/ui/button';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { humanize } from '@freehold/ui/formats';
import { Ban, ChevronDown, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { defined } from '../../lib/use-list.ts';
import type { CommandsSearch } from './ledger-search.ts';
import { ManyDialog, type ManyAct } from './many-dialog.tsx';
import { useManageMany } from './use-ledger.ts';

type Choice = 'retryCommands' | 'cancelCommands';

const acts: Readonly<Record<Choice, ManyAct>> = {
  retryCommands: {
    title: 'Try failed commands again?',
    consequence:
      'Each goes back to the end of its line under the same id: what the ledger has already is not done twice.',
    confirm: 'Try',
    tone: 'primary',
    noun: 'commands',
  },
  cancelCommands: {
    title: 'Cancel failed commands?',
    consequence:
      'They will not be submitted, and the money of those that carry any is paid back. What the ledger has after all is left alone.',
    confirm: 'Cancel',
    tone: 'danger',
    noun: 'commands',
  },
};

/** Acts on every failed command that the type and the search of the list let through. */
export function CommandsTools({ search }: { search: CommandsSearch }) {
  const manage = useManageMany();
  const [choice, setChoice] = useState<Choice | null>(null);
  const filter = defined({ commandType: search.type, search: search.q });
  const words = [search.type && humanize(search.type), search.q && `“${search.q}”`];
  return (
    <>
      <DropdownMenu
        className="w-64"
        trigger={
          <Button className="px-2.5 text-muted">
            Failed ones
            <ChevronDown aria-hidden className="text-subtle" />
          </Button>
        }
      >
        <MenuItem onSelect={() => setChoice('retryCommands')}>
          <RotateCw aria-hidden />
          Try all that fit again
        </MenuItem>
        <MenuItem tone="danger" onSelect={() => setChoice('cancelCommands')}>
          <Ban aria-hidden />
          Cancel all that fit
        </MenuItem>
      </DropdownMenu>
      {choice && (
        <ManyDialog
          act={acts[choice]}
          filter={
            <p className="text-sm text-muted">
              Filter of the list: {words.filter(Boolean).join(', ') || 'every failed command'}.
            </p>
          }
          run={(options) => manage[choice].mutateAsync({ filter, ...options })}
          onClose={() => setChoice(null)}
        />
      )}
    </>
  );
}
