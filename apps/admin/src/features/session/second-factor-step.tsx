import type { SignInOutput } from '@freehold/core-contracts/session';
import { Alert } from '@freehold/ui/alert';
import { useState } from 'react';
import { AuthenticatorKey } from '../../components/authenticator-key.tsx';
import { FactorForm } from '../../components/factor-form.tsx';
import { RecoveryCodes } from '../../components/recovery-codes.tsx';
import { describeError } from '../../lib/error-messages.ts';
import { toPublicError } from '../../lib/errors.ts';
import { useSecondFactor } from './use-session.ts';

export type FactorChallenge = Exclude<SignInOutput, { state: 'SIGNED_IN' }>;
export type SecondFactorStepProps = {
  tenant: string;
  email: string;
  challenge: FactorChallenge;
  onSignedIn: () => void;
  onBack: (notice?: string) => void;
  /** Recovery codes are on the screen: it is no sign-in any more. */
  onEnrolled: () => void;
};

/** Second step of a sign-in: asks for one of the account’s factors, or, where it has none yet, enrols the first and shows the recovery codes. */
export function SecondFactorStep(props: SecondFactorStepProps) {
  const { tenant, challenge, onSignedIn, onBack } = props;
  const prove = useSecondFactor(tenant, challenge.challenge);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) {
    return (
      <RecoveryCodes
        codes={codes}
        account={props.email}
        doneLabel="To the console"
        onDone={onSignedIn}
      />
    );
  }
  return (
    <FactorForm
      methods={challenge.state === 'ENROLMENT_REQUIRED' ? ['TOTP'] : challenge.methods}
      submitLabel="Sign in"
      cancelLabel="Back"
      isBusy={prove.isPending}
      error={prove.error}
      onCancel={() => onBack()}
      onProve={(proof) =>
        prove.mutate(proof, {
          onSuccess: (result) => {
            if (result.state !== 'SIGNED_IN' || !result.recoveryCodes) return onSignedIn();
            setCodes(result.recoveryCodes);
            return props.onEnrolled();
          },
          onError: (error) => {
            if (toPublicError(error).code === 'session.challenge_expired')
              onBack(describeError(error));
          },
        })
      }
    >
      {challenge.state === 'ENROLMENT_REQUIRED' && (
        <div className="grid gap-4">
          <Alert tone="info">
            The console wants a second factor. Scan this once with an authenticator app, then enter
            the code it shows.
          </Alert>
          <AuthenticatorKey secret={challenge.secret} otpauthUri={challenge.otpauthUri} />
        </div>
      )}
    </FactorForm>
  );
}
