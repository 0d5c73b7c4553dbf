import type { SignInOutput } from '@freehold/core-contracts/session';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CodeInput } from '@freehold/ui/code-input';
import { CopyButton } from '@freehold/ui/copy-button';
import { Field } from '@freehold/ui/field';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { toPublicError } from '../../lib/errors.ts';
import { QrCode } from './qr-code.tsx';
import { useVerifySecondFactor } from './use-session.ts';

export type FactorChallenge = Exclude<SignInOutput, { state: 'SIGNED_IN' }>;
export type SecondFactorStepProps = {
  tenant: string;
  challenge: FactorChallenge;
  onSignedIn: () => void;
  onBack: (notice?: string) => void;
};

/** Second step: the code of the authenticator; the first time, its enrolment before it. */
export function SecondFactorStep({ tenant, challenge, onSignedIn, onBack }: SecondFactorStepProps) {
  const verify = useVerifySecondFactor(tenant);
  const [code, setCode] = useState('');
  const send = (value: string) => {
    if (value.length !== 6 || verify.isPending) return;
    verify.mutate(
      { challenge: challenge.challenge, code: value },
      {
        onSuccess: onSignedIn,
        onError: (error) => {
          setCode('');
          if (toPublicError(error).code === 'session.challenge_expired')
            onBack(describeError(error));
        },
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(code);
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {challenge.state === 'ENROLMENT_REQUIRED' && <Enrolment challenge={challenge} />}
      <Field
        label="Code of six digits"
        hint="From your authenticator app; it changes every 30 seconds."
        error={verify.error ? describeError(verify.error) : undefined}
      >
        {(control) => (
          <CodeInput
            {...control}
            autoFocus
            value={code}
            onValueChange={setCode}
            onComplete={send}
            disabled={verify.isPending}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button size="lg" onClick={() => onBack()}>
          Back
        </Button>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          className="flex-1"
          isBusy={verify.isPending}
          disabled={code.length !== 6}
        >
          Sign in
        </Button>
      </div>
    </form>
  );
}

function Enrolment({
  challenge,
}: {
  challenge: Extract<FactorChallenge, { state: 'ENROLMENT_REQUIRED' }>;
}) {
  const grouped = challenge.secret.replaceAll(/(.{4})(?=.)/gu, '$1 ');
  return (
    <div className="grid gap-4">
      <Alert tone="info">
        The console wants a second factor. Scan this once with an authenticator app, then enter the
        code it shows.
      </Alert>
      <div className="grid justify-items-center gap-3">
        <QrCode text={challenge.otpauthUri} label="QR code for the authenticator app" />
        <div className="w-full rounded-md border border-line bg-sunken px-3 py-2">
          <p className="text-xs text-subtle">Or type this key</p>
          <p className="flex items-center justify-between gap-2">
            <code className="font-mono text-xs text-ink">{grouped}</code>
            <CopyButton value={challenge.secret} label="Copy the key" />
          </p>
        </div>
      </div>
    </div>
  );
}
