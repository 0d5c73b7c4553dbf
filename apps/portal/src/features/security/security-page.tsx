import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { SecurityView } from '@freehold/core-contracts/security';
import type { SessionView } from '@freehold/core-contracts/session';
import { Alert } from '@freehold/ui/alert';
import { PageFrame } from '../../components/page-frame.tsx';
import { useTexts } from '../../lib/texts.ts';
import { AuthenticatorSection } from './authenticator-section.tsx';
import { ContactSection } from './contact-section.tsx';
import { DeviceSection } from './device-section.tsx';
import { PasskeySection } from './passkey-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { RecoverySection } from './recovery-section.tsx';
import { SessionSection } from './session-section.tsx';

function Standing({ view }: { view: SecurityView }) {
  const { t } = useTexts();
  const isProtected = view.authenticators.length > 0 || view.passkeys.length > 0;
  if (isProtected && view.recoveryCodesLeft <= 3) {
    return (
      <Alert tone="warning" title={t('security.fewCodesTitle')}>
        {t('security.fewCodesText', { count: view.recoveryCodesLeft })}
      </Alert>
    );
  }
  const Icon = isProtected ? ShieldCheck : ShieldAlert;
  return (
    <p className="flex items-start gap-3 rounded-xl bg-sand p-5 text-base text-ink">
      <Icon aria-hidden className="mt-0.5 size-6 shrink-0 text-accent-ink" />
      {t(isProtected ? 'security.protected' : 'security.unprotected')}
    </p>
  );
}

export type SecurityPageProps = { view: SecurityView; user: SessionView['user'] };

/** Everything that keeps others out of the account. */
export function SecurityPage({ view, user }: SecurityPageProps) {
  const { t } = useTexts();
  return (
    <PageFrame title={t('security.title')} lead={t('security.lead')}>
      <Standing view={view} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <div className="grid grid-cols-1 gap-6">
          <PasswordSection view={view} user={user} />
          <AuthenticatorSection authenticators={view.authenticators} />
          <PasskeySection passkeys={view.passkeys} />
          <RecoverySection view={view} />
        </div>
        <div className="grid grid-cols-1 gap-6">
          <ContactSection view={view} />
          <SessionSection />
          <DeviceSection />
        </div>
      </div>
    </PageFrame>
  );
}
