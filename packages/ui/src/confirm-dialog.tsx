import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Textarea } from './input.tsx';

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  /** What will happen, in words a person can weigh. */
  consequence: ReactNode;
  confirmLabel: string;
  tone?: 'danger' | 'primary';
  /** Resolves when the act is done; the caller closes the dialog then. */
  onConfirm: (reason: string) => void;
  isBusy?: boolean;
  /** False while there is nothing that could be done. */
  isPossible?: boolean;
  /** A sentence, when the act failed. */
  error?: ReactNode;
  /** Left out, no reason is asked for. */
  reason?: {
    label?: string;
    hint?: ReactNode;
    /** Said when too little was written. */
    missing?: string;
    minLength?: number;
    maxLength?: number;
  };
  cancelLabel?: string;
  closeLabel?: string;
  children?: ReactNode;
};

/** Asks before an act that cannot simply be undone: says what happens, takes the reason. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog
      role="alertdialog"
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={props.title}
      isLocked={props.isBusy ?? false}
      {...(props.closeLabel === undefined ? {} : { closeLabel: props.closeLabel })}
    >
      <ConfirmForm {...props} />
    </Dialog>
  );
}

function ConfirmForm(props: ConfirmDialogProps) {
  const { reason, onConfirm, tone = 'danger', isBusy = false, isPossible = true } = props;
  const [text, setText] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // Where something is to be filled in before the reason, the keyboard begins there.
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  const minLength = reason?.minLength ?? 3;
  const isMissing = reason !== undefined && text.trim().length < minLength;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (!isMissing && !isBusy) onConfirm(text.trim());
  };
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <div className="grid gap-2 text-sm text-muted [&_strong]:font-semibold [&_strong]:text-ink">
        {props.consequence}
      </div>
      {props.children}
      {reason && (
        <Field
          label={reason.label ?? 'Reason'}
          hint={reason.hint ?? 'Kept in the audit log with your name.'}
          isRequired
          error={
            isTouched && isMissing
              ? (reason.missing ?? `Say why, in at least ${minLength} characters.`)
              : undefined
          }
        >
          {(control) => (
            <Textarea
              {...control}
              maxLength={reason.maxLength ?? 500}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      )}
      {props.error && <Alert tone="danger">{props.error}</Alert>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={isBusy} onClick={() => props.onOpenChange(false)}>
          {props.cancelLabel ?? 'Cancel'}
        </Button>
        <Button type="submit" variant={tone} isBusy={isBusy} disabled={!isPossible}>
          {props.confirmLabel}
        </Button>
      </div>
    </form>
  );
}
