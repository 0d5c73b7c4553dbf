import { useState } from 'react';
import { Page } from '../../components/page.tsx';
import { PendingCard } from '../../components/pending-card.tsx';
import { useSession } from '../../lib/session.tsx';
import { AuthenticatorsCard } from './authenticators-card.tsx';
import { DevicesCard } from './devices-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { RecoveryCard } from './recovery-card.tsx';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { useSecurity } from './use-security.ts';

/** The operator's own account: how they get in, and where they are signed in. */
export function SecurityPage() {
  const security = useSecurity();
  const { user, homeTenant } = useSession();
  const [codes, setCodes] = useState<string[] | null>(null);
  const { data, error } = security;
  const factorCount = data ? data.authenticators.length + data.passkeys.length : 0;
  return (
    <Page
      title="Your security"
      description={`How you get in as ${user.email}, from ${homeTenant.name}, and where you are signed in.`}
    >
      {!data && <PendingCard error={error} onRetry={() => void security.refetch()} />}
      {data && (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <div className="grid min-w-0 gap-4">
            <PasskeysCard
              passkeys={data.passkeys}
              isLastFactor={factorCount === 1}
              onRecoveryCodes={setCodes}
            />
            <AuthenticatorsCard
              authenticators={data.authenticators}
              isLastFactor={factorCount === 1}
              onRecoveryCodes={setCodes}
            />
            <RecoveryCard left={data.recoveryCodesLeft} onRecoveryCodes={setCodes} />
            <PasswordCard
              changedAt={data.passwordChangedAt}
              minimumLength={data.minimumPasswordLength}
            />
          </div>
          <div className="grid min-w-0 gap-4">
            <SessionsCard />
            <DevicesCard />
          </div>
        </div>
      )}
      {codes && (
        <RecoveryCodesDialog codes={codes} account={user.email} onDone={() => setCodes(null)} />
      )}
    </Page>
  );
}
