import { useState } from 'react';
import { AuthFrame } from '../../components/auth-frame.tsx';
import { chosenTenant, rememberTenant } from '../../lib/chosen-tenant.ts';
import { PasswordStep } from './password-step.tsx';
import { SecondFactorStep, type FactorChallenge } from './second-factor-step.tsx';

export type SignInPageProps = {
  /** From the address; else the one used last on this device. */
  tenant: string | undefined;
  notice: string | undefined;
  onTenantChange: (tenant: string) => void;
  onSignedIn: (tenant: string) => void;
};

type Step = 'password' | 'factor' | 'enrolment' | 'codes';

const words: Readonly<Record<Step, { title: string; description: string }>> = {
  password: {
    title: 'Sign in',
    description: 'For operators. Every sign-in is kept in the audit log.',
  },
  factor: {
    title: 'Second factor',
    description: 'One more step, so that a password alone opens nothing.',
  },
  enrolment: {
    title: 'Set up your second factor',
    description: 'One more step, so that a password alone opens nothing.',
  },
  codes: {
    title: 'Keep your recovery codes',
    description: 'They let you in when your authenticator is lost.',
  },
};

/** Sign-in of operators: password and second factor, or a passkey for both. */
export function SignInPage({ tenant, notice, onTenantChange, onSignedIn }: SignInPageProps) {
  const chosen = tenant ?? chosenTenant() ?? '';
  const [email, setEmail] = useState('');
  const [challenge, setChallenge] = useState<FactorChallenge | null>(null);
  const [hasCodes, setHasCodes] = useState(false);
  const [ownNotice, setOwnNotice] = useState<string | undefined>();
  const finish = () => {
    rememberTenant(chosen);
    onSignedIn(chosen);
  };
  return (
    <AuthFrame {...words[stepOf(challenge, hasCodes)]}>
      {challenge ? (
        <SecondFactorStep
          tenant={chosen}
          email={email}
          challenge={challenge}
          onSignedIn={finish}
          onEnrolled={() => setHasCodes(true)}
          onBack={(sentence) => {
            setOwnNotice(sentence);
            setChallenge(null);
          }}
        />
      ) : (
        <PasswordStep
          tenant={chosen}
          email={email}
          onEmailChange={setEmail}
          onTenantChange={(next) => {
            rememberTenant(next);
            onTenantChange(next);
          }}
          notice={ownNotice ?? notice}
          onResult={(result) => (result.state === 'SIGNED_IN' ? finish() : setChallenge(result))}
        />
      )}
    </AuthFrame>
  );
}

function stepOf(challenge: FactorChallenge | null, hasCodes: boolean): Step {
  if (!challenge) return 'password';
  if (challenge.state === 'SECOND_FACTOR_REQUIRED') return 'factor';
  return hasCodes ? 'codes' : 'enrolment';
}
