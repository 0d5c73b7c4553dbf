import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Dialog } from '@freehold/ui/dialog';
import { Check, Copy } from 'lucide-react';
import { useState, type ReactNode } from 'react';

export type SecretDialogProps = {
  title: string;
  description: string;
  /** What it is called in sentences: `key`, `secret`. */
  noun: string;
  /** What it is for, and what becomes of whoever loses it. */
  warning: string;
  secret: string;
  onClose: () => void;
  children?: ReactNode;
};

/** A secret, this one time: the dialog stays until it was kept. */
export function SecretDialog(props: SecretDialogProps) {
  const { noun, secret, onClose, children } = props;
  const [isCopied, setIsCopied] = useState(false);
  const [isKept, setIsKept] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setIsCopied(true);
  };
  return (
    <Dialog
      open
      isLocked={!isKept}
      width="md"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={props.title}
      description={props.description}
      closeLabel={isKept ? 'Close' : `Close, once the ${noun} is kept`}
    >
      <div className="grid gap-4">
        <Alert tone="warning" title="Shown this one time">
          {props.warning}
        </Alert>
        <p
          data-testid="secret"
          className="rounded-md border border-line bg-sunken px-3 py-2.5 font-mono text-sm [overflow-wrap:anywhere] text-ink select-all"
        >
          {secret}
        </p>
        <div>
          <Button
            variant={isCopied ? 'secondary' : 'primary'}
            icon={isCopied ? <Check /> : <Copy />}
            onClick={() => void copy()}
          >
            {isCopied ? 'Copied' : `Copy the ${noun}`}
          </Button>
          <span role="status" className="sr-only">
            {isCopied ? 'Copied' : ''}
          </span>
        </div>
        {children}
        <CheckboxField
          checked={isKept}
          onCheckedChange={setIsKept}
          label={`I have put this ${noun} in a safe place.`}
        />
        <div className="flex justify-end">
          <Button variant="primary" disabled={!isKept} onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
