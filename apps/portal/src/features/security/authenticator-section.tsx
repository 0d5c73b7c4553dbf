import { Plus, Smartphone } from 'lucide-react';
import { useState } from 'react';
import type { BeginTotpOutput, OwnAuthenticator } from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Confirm } from '../../components/confirm.tsx';
import { Moment } from '../../components/moment.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { CodesDialog } from './codes-dialog.tsx';
import { EnrolDialog } from './enrol-dialog.tsx';
import { LastUsed } from './last-used.tsx';
import { securityActs, securityKeys } from './use-security.ts';

function RemoveDialog({ app, onClose }: { app: OwnAuthenticator; onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const remove = useAct({
    send: securityActs(slug).removeTotp,
    renews: securityKeys(slug),
    notice: 'totp.removed',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('totp.removeTitle', { name: app.name })}
      consequence={t('totp.removeText')}
      confirmLabel={t('general.remove')}
      onConfirm={() => remove.run(app.id)}
      isBusy={remove.isBusy}
      error={remove.error}
    />
  );
}

/** Apps that show six digits: add one, see them, remove one. */
export function AuthenticatorSection({
  authenticators,
}: {
  authenticators: readonly OwnAuthenticator[];
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [enrolment, setEnrolment] = useState<BeginTotpOutput | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [removed, setRemoved] = useState<OwnAuthenticator | null>(null);
  const begin = useAct({ send: securityActs(slug).beginTotp, onDone: setEnrolment });
  return (
    <Section
      title={t('totp.title')}
      lead={t('totp.lead')}
      isFlush={authenticators.length > 0}
      action={
        <Button
          size="lg"
          icon={<Plus aria-hidden />}
          isBusy={begin.isBusy}
          onClick={() => begin.run()}
        >
          {t('totp.add')}
        </Button>
      }
    >
      {begin.error && (
        <Alert tone="danger" className="mx-5 mb-4 sm:mx-6">
          {begin.error}
        </Alert>
      )}
      {authenticators.length === 0 ? (
        <p className="text-sm text-subtle">{t('totp.none')}</p>
      ) : (
        <Rows label={t('totp.title')}>
          {authenticators.map((app) => (
            <Row
              key={app.id}
              icon={<Smartphone />}
              title={app.name}
              actions={
                <Button size="lg" onClick={() => setRemoved(app)}>
                  {t('general.remove')}
                  <span className="sr-only"> {app.name}</span>
                </Button>
              }
            >
              {t('general.since')} <Moment value={app.createdAt} look="day" />
              <LastUsed at={app.lastUsedAt} />
            </Row>
          ))}
        </Rows>
      )}
      {enrolment && (
        <EnrolDialog
          enrolment={enrolment}
          onClose={() => setEnrolment(null)}
          onAdded={(fresh) => {
            setEnrolment(null);
            setCodes(fresh);
          }}
        />
      )}
      {codes && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
      {removed && <RemoveDialog app={removed} onClose={() => setRemoved(null)} />}
    </Section>
  );
}
