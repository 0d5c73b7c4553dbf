import { AtSign, Phone } from 'lucide-react';
import { useState } from 'react';
import type { SecurityView } from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { RichText } from '../../components/rich-text.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { EmailDialog } from './email-dialog.tsx';
import { PhoneDialog } from './phone-dialog.tsx';
import { securityActs } from './use-security.ts';

function Verified({ isVerified }: { isVerified: boolean }) {
  const { t } = useTexts();
  return (
    <Badge tone={isVerified ? 'success' : 'warning'}>
      {t(isVerified ? 'contact.confirmed' : 'contact.unconfirmed')}
    </Badge>
  );
}

function EmailRow({ view, onChange }: { view: SecurityView; onChange: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const verify = useAct({ send: securityActs(slug).verifyEmail, notice: 'contact.linkSent' });
  return (
    <Row
      icon={<AtSign />}
      title={view.email}
      badges={<Verified isVerified={view.isEmailVerified} />}
      actions={
        <>
          {!view.isEmailVerified && (
            <Button size="lg" isBusy={verify.isBusy} onClick={() => verify.run()}>
              {t('contact.sendLink')}
            </Button>
          )}
          <Button size="lg" onClick={onChange}>
            {t('contact.changeEmail')}
          </Button>
        </>
      }
    >
      {view.pendingEmail && (
        <RichText text={t('contact.pendingEmail', { email: view.pendingEmail })} />
      )}
      {verify.error && (
        <Alert tone="danger" className="mt-2">
          {verify.error}
        </Alert>
      )}
    </Row>
  );
}

/** How the account is reached: address and number, each changed only when it is proved. */
export function ContactSection({ view }: { view: SecurityView }) {
  const { t } = useTexts();
  const [shown, setShown] = useState<'email' | 'phone' | null>(null);
  const close = () => setShown(null);
  return (
    <Section isFlush title={t('contact.title')} lead={t('contact.lead')}>
      <Rows label={t('contact.title')}>
        <EmailRow view={view} onChange={() => setShown('email')} />
        <Row
          icon={<Phone />}
          title={view.phone ?? t('contact.noPhone')}
          badges={view.phone && <Verified isVerified={view.isPhoneVerified} />}
          actions={
            <Button size="lg" onClick={() => setShown('phone')}>
              {t(view.phone ? 'contact.changePhone' : 'contact.addPhone')}
            </Button>
          }
        />
      </Rows>
      {shown === 'email' && <EmailDialog onClose={close} />}
      {shown === 'phone' && <PhoneDialog onClose={close} />}
    </Section>
  );
}
