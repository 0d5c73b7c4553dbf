import { Button } from '@freehold/ui/button';
import { DropdownMenu, MenuItem, MenuSeparator } from '@freehold/ui/dropdown-menu';
import { ChevronDown, type LucideIcon } from 'lucide-react';

export type ActWords = { readonly icon: LucideIcon; readonly text: string };

export type ActMenuProps<Act extends string> = {
  label: string;
  acts: readonly Act[];
  words: Readonly<Record<Act, ActWords>>;
  /** Acts that are hard to undo: they come last. */
  lastOnes: ReadonlySet<Act>;
  isHeld: boolean;
  onChoose: (act: Act) => void;
};

/** What may be done about the open record in its present state. */
export function ActMenu<Act extends string>(props: ActMenuProps<Act>) {
  const { label, acts, words, lastOnes, isHeld, onChoose } = props;
  const easy = acts.filter((act) => !lastOnes.has(act));
  const hard = acts.filter((act) => lastOnes.has(act));
  const item = (act: Act) => {
    const { icon: Icon, text } = words[act];
    return (
      <MenuItem
        key={act}
        tone={lastOnes.has(act) ? 'danger' : 'default'}
        onSelect={() => onChoose(act)}
      >
        <Icon aria-hidden />
        {text}
      </MenuItem>
    );
  };
  return (
    <DropdownMenu
      className="w-60"
      trigger={
        <Button disabled={isHeld}>
          {label}
          <ChevronDown aria-hidden className="text-subtle" />
        </Button>
      }
    >
      {easy.map(item)}
      {easy.length > 0 && hard.length > 0 && <MenuSeparator />}
      {hard.map(item)}
    </DropdownMenu>
  );
}
