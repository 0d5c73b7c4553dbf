import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CodeInput } from '@freehold/ui/code-input';
import { Field } from '@freehold/ui/field';
import { Input, PasswordInput } from '@freehold/ui/input';
import { canUsePasskeys } from '@freehold/ui/passkey';
import { Fingerprint, KeyRound, LifeBuoy, Smartphone } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { describeError } from '../lib/error-messages.ts';

export type FactorMethod = 'TOTP' | 'PASSKEY' | 'RECOVERY_CODE' | 'PASSWORD';
export type FactorProof = { method: FactorMethod; text: string };

export type FactorFormProps = {
  methods: readonly FactorMethod[];
  submitLabel: string;
  isBusy: boolean;
  error: unknown;
  /** With what was typed; a passkey is asked for by whoever takes the proof. */
  onProve: (proof: FactorProof) => void;
  onCancel: () => void;
  cancelLabel: string;
  children?: ReactNode;
};

const codeLength = 6;
const wayKey = 'freehold-factor';

const ways: Readonly<Record<FactorMethod, { label: string; icon: ReactNode }>> = {
  TOTP: { label: 'Use the authenticator app', icon: <Smartphone /> },
  PASSKEY: { label: 'Use a passkey', icon: <Fingerprint /> },
  RECOVERY_CODE: { label: 'Use a recovery code', icon: <LifeBuoy /> },
  PASSWORD: { label: 'Use the password', icon: <KeyRound /> },
};

/** The way used last on this device, where the account still has it: a passkey may live on another. */
function rememberedWay(usable: readonly FactorMethod[]): FactorMethod {
  const last = localStorage.getItem(wayKey);
  return usable.find((each) => each === last) ?? usable[0] ?? 'TOTP';
}

/** Proof of who sits there, by any way the account has; one is shown, the others are a press away. */
export function FactorForm(props: FactorFormProps) {
  const { methods, isBusy, error, onProve } = props;
  const usable = methods.filter((each) => each !== 'PASSKEY' || canUsePasskeys());
  const [method, setMethod] = useState<FactorMethod>(() => rememberedWay(usable));
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(error);
  if (error !== refused) {
    setRefused(error);
    if (error && method === 'TOTP') setText('');
  }
  const isComplete =
    method === 'PASSKEY' || (method === 'TOTP' ? text.length === codeLength : text !== '');
  const prove = (typed: string) => {
    if (isBusy) return;
    if (method !== 'RECOVERY_CODE') localStorage.setItem(wayKey, method);
    onProve({ method, text: typed });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) prove(text);
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {props.children}
      <FactorField
        key={method}
        method={method}
        text={text}
        onTextChange={setText}
        onComplete={prove}
        isBusy={isBusy}
        error={error}
      />
      <div className="flex gap-2">
        <Button size="lg" onClick={props.onCancel} disabled={isBusy && method !== 'PASSKEY'}>
          {props.cancelLabel}
        </Button>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          className="flex-1"
          isBusy={isBusy}
          disabled={!isComplete}
          icon={method === 'PASSKEY' ? <Fingerprint /> : undefined}
        >
          {method === 'PASSKEY' ? 'Use the passkey' : props.submitLabel}
        </Button>
      </div>
      <OtherWays
        ways={usable.filter((each) => each !== method)}
        isBusy={isBusy}
        onChoose={(next) => {
          setText('');
          setMethod(next);
        }}
      />
    </form>
  );
}

type OtherWaysProps = {
  ways: readonly FactorMethod[];
  isBusy: boolean;
  onChoose: (method: FactorMethod) => void;
};

function OtherWays({ ways: others, isBusy, onChoose }: OtherWaysProps) {
  if (others.length === 0) return null;
  return (
    <div className="grid justify-items-start gap-2 border-t border-line pt-4">
      {others.map((each) => (
        <Button
          key={each}
          variant="link"
          icon={ways[each].icon}
          disabled={isBusy}
          onClick={() => onChoose(each)}
        >
          {ways[each].label}
        </Button>
      ))}
    </div>
  );
}

type FactorFieldProps = {
  method: FactorMethod;
  text: string;
  onTextChange: (text: string) => void;
  onComplete: (text: string) => void;
  isBusy: boolean;
  error: unknown;
};

function FactorField(props: FactorFieldProps) {
  const { method, text, onTextChange, isBusy } = props;
  const error = props.error ? describeError(props.error) : undefined;
  if (method === 'PASSKEY') {
    return (
      <div className="grid gap-3">
        {error && <Alert tone="danger">{error}</Alert>}
        <p className="text-sm text-muted">
          Your browser will ask for your fingerprint, face, screen lock or security key.
        </p>
      </div>
    );
  }
  if (method === 'TOTP') {
    return (
      <Field
        label="Code of six digits"
        hint="From your authenticator app; it changes every 30 seconds."
        error={error}
      >
        {(control) => (
          <CodeInput
            {...control}
            autoFocus
            length={codeLength}
            value={text}
            onValueChange={onTextChange}
            onComplete={props.onComplete}
            disabled={isBusy}
          />
        )}
      </Field>
    );
  }
  return <SecretField {...props} error={error} />;
}

function SecretField({
  method,
  text,
  onTextChange,
  error,
}: FactorFieldProps & { error: string | undefined }) {
  return (
    <Field
      label={method === 'PASSWORD' ? 'Password' : 'Recovery code'}
      hint={
        method === 'PASSWORD'
          ? undefined
          : 'Sixteen letters and digits, as you kept them. Each code works once.'
      }
      error={error}
    >
      {(control) =>
        method === 'PASSWORD' ? (
          <PasswordInput
            {...control}
            autoFocus
            size="lg"
            autoComplete="current-password"
            value={text}
            onChange={(event) => onTextChange(event.target.value)}
          />
        ) : (
          <Input
            {...control}
            autoFocus
            size="lg"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            className="font-mono tracking-wide"
            value={text}
            onChange={(event) => onTextChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
