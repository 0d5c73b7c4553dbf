import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { saveFile } from '../lib/save-file.ts';

export type RecoveryCodesProps = {
  codes: readonly string[];
  /** Whose they are, for the file. */
  account: string;
  doneLabel: string;
  onDone: () => void;
};

const group = (code: string) => code.replaceAll(/(.{4})(?=.)/gu, '$1-');

/** Codes for the day the authenticator is lost: shown once, to be kept before going on. */
export function RecoveryCodes({ codes, account, doneLabel, onDone }: RecoveryCodesProps) {
  const [isKept, setIsKept] = useState(false);
  const [isCopied, setIsCopied] = useState(false);
  const lines = codes.map((code) => group(code.replaceAll('-', '')));
  const copy = async () => {
    await navigator.clipboard.writeText(lines.join('\n'));
    setIsCopied(true);
  };
  const save = () => {
    const text = `Freehold recovery codes of ${account}\nEach works once.\n\n${lines.join('\n')}\n`;
    saveFile('freehold-recovery-codes.txt', [text], 'text/plain;charset=utf-8');
  };
  return (
    <div className="grid gap-4">
      <Alert tone="warning" title="Shown this one time">
        Each code stands in for your second factor once. Keep them where your phone is not.
      </Alert>
      <ol
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-md border border-line bg-sunken px-4 py-3 font-mono text-sm text-ink max-[22rem]:grid-cols-1"
      >
        {lines.map((code) => (
          <li key={code} className="whitespace-nowrap max-sm:text-xs">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button icon={isCopied ? <Check /> : <Copy />} onClick={() => void copy()}>
          {isCopied ? 'Copied' : 'Copy all'}
        </Button>
        <Button icon={<Download />} onClick={save}>
          Save as a file
        </Button>
      </div>
      <CheckboxField
        checked={isKept}
        onCheckedChange={setIsKept}
        label="I have kept these codes in a safe place."
      />
      <Button variant="primary" size="lg" disabled={!isKept} onClick={onDone}>
        {doneLabel}
      </Button>
    </div>
  );
}
