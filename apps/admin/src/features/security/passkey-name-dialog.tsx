import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';

export type PasskeyNameDialogProps = {
  title: string;
  description?: string;
  name?: string;
  submitLabel: string;
  isBusy: boolean;
  error: unknown;
  onClose: () => void;
  onSubmit: (name: string) => void;
};

/** Asks how a passkey is called. */
export function PasskeyNameDialog(props: PasskeyNameDialogProps) {
  const [name, setName] = useState(props.name ?? '');
  const [isTouched, setIsTouched] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (name.trim() && !props.isBusy) props.onSubmit(name.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : props.onClose())}
      title={props.title}
      description={props.description}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label="Name of the passkey"
          isRequired
          hint="For example: work laptop, blue key."
          error={isTouched && !name.trim() ? 'Give it a name.' : undefined}
        >
          {(control) => (
            <Input
              {...control}
              autoFocus
              autoComplete="off"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {Boolean(props.error) && <Alert tone="danger">{describeError(props.error)}</Alert>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={props.isBusy}>
            {props.submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
