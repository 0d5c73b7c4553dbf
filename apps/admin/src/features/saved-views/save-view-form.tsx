import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useState, type FormEvent } from 'react';

export type SaveViewFormProps = {
  isBusy: boolean;
  error: string | undefined;
  onSave: (name: string) => void;
};

/** Name of the view as it is shown now. */
export function SaveViewForm({ isBusy, error, onSave }: SaveViewFormProps) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim() || isBusy) return;
    onSave(name.trim());
    setName('');
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-2 p-3">
      <Field label="Name of this view" isLabelHidden error={error}>
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              placeholder="Name of this view"
              autoComplete="off"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" isBusy={isBusy} disabled={!name.trim()}>
              Keep
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}
