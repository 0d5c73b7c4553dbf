import { Logo } from '@freehold/ui/logo';
import { ThemeSwitch } from '@freehold/ui/theme-switch';
import { useEffect, useState } from 'react';
import { PasswordStep } from './password-step.tsx';
import { SecondFactorStep, type FactorChallenge } from './second-factor-step.tsx';

const tenantKey = 'freehold-tenant';

export type SignInPageProps = {
  /** From the address; else the one used last on this device. */
  tenant: string | undefined;
  notice: string | undefined;
  onTenantChange: (tenant: string) => void;
  onSignedIn: (tenant: string) => void;
};

/** Sign-in of operators: password, then the second factor. */
export function SignInPage({ tenant, notice, onTenantChange, onSignedIn }: SignInPageProps) {
  const chosen = tenant ?? localStorage.getItem(tenantKey) ?? '';
  const [challenge, setChallenge] = useState<FactorChallenge | null>(null);
  const [ownNotice, setOwnNotice] = useState<string | undefined>();
  const isEnrolment = challenge?.state === 'ENROLMENT_REQUIRED';
  useEffect(() => {
    document.title = 'Sign in · Freehold console';
  }, []);
  const finish = () => {
    localStorage.setItem(tenantKey, chosen);
    onSignedIn(chosen);
  };
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <Aside />
      <div className="flex flex-col">
        <header className="flex items-center justify-between p-4 lg:justify-end">
          <Logo className="lg:hidden" />
          <ThemeSwitch />
        </header>
        <main className="grid flex-1 place-items-center px-5 pb-16">
          <div className="w-full max-w-sm">
            <h1 className="text-2xl font-semibold text-ink">
              {challenge
                ? isEnrolment
                  ? 'Set up your second factor'
                  : 'Second factor'
                : 'Sign in'}
            </h1>
            <p className="mt-1 mb-6 text-sm text-muted">
              {challenge
                ? 'One more step, so that a password alone opens nothing.'
                : 'For operators. Every sign-in is kept in the audit log.'}
            </p>
            {challenge ? (
              <SecondFactorStep
                tenant={chosen}
                challenge={challenge}
                onSignedIn={finish}
                onBack={(words) => {
                  setOwnNotice(words);
                  setChallenge(null);
                }}
              />
            ) : (
              <PasswordStep
                tenant={chosen}
                onTenantChange={(next) => {
                  localStorage.setItem(tenantKey, next);
                  onTenantChange(next);
                }}
                notice={ownNotice ?? notice}
                onResult={(result) =>
                  result.state === 'SIGNED_IN' ? finish() : setChallenge(result)
                }
              />
            )}
          </div>
        </main>
      </div>
    </div>
  );
}

function Aside() {
  return (
    <aside className="relative hidden overflow-hidden border-r border-line bg-sunken p-10 lg:flex lg:flex-col lg:justify-between">
      <Walls />
      <Logo className="relative" />
      <div className="relative grid max-w-md gap-3">
        <p className="text-3xl font-semibold tracking-tight text-balance text-ink">
          Every account on its own ground.
        </p>
        <p className="text-lg text-pretty text-muted">
          Sign-up, review and ledger of all your tenants, kept apart by three walls and written down
          to the last step.
        </p>
      </div>
    </aside>
  );
}

/** Plots seen from above: walls around walls around own ground, each with its gate. */
function Walls() {
  const rings = [0, 1, 2, 3].map((ring) => ({ ring, inset: ring * 56 }));
  return (
    <svg
      aria-hidden
      viewBox="0 0 600 800"
      preserveAspectRatio="xMaxYMin slice"
      className="absolute inset-0 size-full text-accent"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
    >
      {rings.map(({ ring, inset }) => (
        <path
          key={ring}
          opacity={0.22 + ring * 0.14}
          d={`M${560 - inset} ${336 - ring * 8}V${108 + inset}H${116 + inset}V${552 - inset}H${560 - inset}V${364 + ring * 8}`}
        />
      ))}
      <rect
        x="306"
        y="298"
        width="64"
        height="64"
        rx="6"
        fill="currentColor"
        stroke="none"
        opacity="0.9"
      />
    </svg>
  );
}
