import type { UserSummary } from '@freehold/core-contracts/users';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useEffect, useState } from 'react';
import { PersonCell } from '../../components/person-cell.tsx';
import { fullName } from '../../lib/labels.ts';
import { useFoundPeople } from './use-organizations.ts';

const restMs = 250;

export type PersonChoiceProps = {
  label: string;
  hint: string;
  value: UserSummary | null;
  onValueChange: (person: UserSummary | null) => void;
  error?: string | undefined;
};

/** Finds one active person by name or address. */
export function PersonChoice({ label, hint, value, onValueChange, error }: PersonChoiceProps) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  const people = useFoundPeople(asked);
  if (value) {
    return (
      <div className="grid gap-1.5">
        <p className="text-sm font-medium text-ink">{label}</p>
        <div className="flex items-center justify-between gap-3 rounded-md border border-line bg-sunken px-3 py-2">
          <PersonCell initials={fullName(value)} name={fullName(value)} detail={value.email} />
          <Button size="sm" onClick={() => onValueChange(null)}>
            Choose another
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <Field label={label} hint={hint} isRequired error={error}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder="Name or e-mail address"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {asked.length > 1 && people.data && (
        <ul aria-label="People found" className="grid max-h-56 gap-px overflow-y-auto">
          {people.data.items.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className="w-full rounded-md px-2 py-1.5 text-left hover:bg-hover"
                onClick={() => onValueChange(person)}
              >
                <PersonCell
                  initials={fullName(person)}
                  name={fullName(person)}
                  detail={person.email}
                />
              </button>
            </li>
          ))}
          {people.data.items.length === 0 && (
            <li className="px-2 py-1.5 text-sm text-muted">Nobody active is called that.</li>
          )}
        </ul>
      )}
    </div>
  );
}
