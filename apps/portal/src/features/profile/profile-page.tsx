import { Download } from 'lucide-react';
import { useState } from 'react';
import type { AccountView } from '@freehold/core-contracts/users';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Confirm } from '../../components/confirm.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { ProfileForm } from './profile-form.tsx';
import { profileActs } from './use-profile.ts';

function ExportSection() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const download = useAct({ send: profileActs(slug).download, notice: 'profile.exported' });
  return (
    <Section title={t('profile.export')} lead={t('profile.exportLead')}>
      <div className="grid gap-4">
        {download.error && <Alert tone="danger">{download.error}</Alert>}
        <Button
          size="lg"
          className="justify-self-start"
          icon={<Download aria-hidden />}
          isBusy={download.isBusy}
          onClick={() => download.run()}
        >
          {t('profile.exportSubmit')}
        </Button>
      </div>
    </Section>
  );
}

function CloseSection({ onClosed }: { onClosed: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [isAsking, setIsAsking] = useState(false);
  const close = useAct({
    send: profileActs(slug).close,
    notice: 'profile.closed',
    onDone: onClosed,
  });
  return (
    <Section tone="danger" title={t('profile.close')} lead={t('profile.closeLead')}>
      <Button variant="danger-outline" size="lg" onClick={() => setIsAsking(true)}>
        {t('profile.closeSubmit')}
      </Button>
      <Confirm
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('profile.closeTitle')}
        consequence={t('profile.closeText')}
        confirmLabel={t('profile.closeSubmit')}
        isReasonAsked
        onConfirm={close.run}
        isBusy={close.isBusy}
        error={close.error}
      />
    </Section>
  );
}

/** Who the person is here: name and user name, their data as a file, and the way out for good. */
export function ProfilePage({ account, onClosed }: { account: AccountView; onClosed: () => void }) {
  const { t } = useTexts();
  return (
    <PageFrame title={t('profile.title')} lead={t('profile.lead')} width="reading">
      <Section title={t('profile.names')} lead={t('profile.namesLead')}>
        <ProfileForm key={account.version} account={account} />
      </Section>
      <ExportSection />
      <CloseSection onClosed={onClosed} />
    </PageFrame>
  );
}
