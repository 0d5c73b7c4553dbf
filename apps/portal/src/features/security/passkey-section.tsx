import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import type { OwnPasskey } from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Confirm } from '../../components/confirm.tsx';
import { Moment } from '../../components/moment.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { canUsePasskeys } from '@freehold/ui/passkey';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { CodesDialog } from './codes-dialog.tsx';
import { LastUsed } from './last-used.tsx';
import { PasskeyNameDialog } from './passkey-name-dialog.tsx';
import { securityActs, securityKeys } from './use-security.ts';

type Shown = { act: 'add' } | { act: 'rename' | 'remove'; passkey: OwnPasskey };

function RemoveDialog({ passkey, onClose }: { passkey: OwnPasskey; onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const remove = useAct({
    send: securityActs(slug).removePasskey,
    renews: securityKeys(slug),
    notice: 'passkey.removed',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('passkey.removeTitle', { name: passkey.name })}
      consequence={t('passkey.removeText')}
      confirmLabel={t('general.remove')}
      onConfirm={() => remove.run(passkey.id)}
      isBusy={remove.isBusy}
      error={remove.error}
    />
  );
}

function PasskeyRow({ passkey, onAct }: { passkey: OwnPasskey; onAct: (shown: Shown) => void }) {
  const { t } = useTexts();
  const { name, isBackedUp, createdAt, lastUsedAt } = passkey;
  return (
    <Row
      icon={<KeyRound />}
      title={name}
      badges={<Badge>{t(isBackedUp ? 'passkey.synced' : 'passkey.oneDevice')}</Badge>}
      actions={
        <>
          <Button size="lg" onClick={() => onAct({ act: 'rename', passkey })}>
            {t('general.rename')}
            <span className="sr-only"> {name}</span>
          </Button>
          <Button size="lg" onClick={() => onAct({ act: 'remove', passkey })}>
            {t('general.remove')}
            <span className="sr-only"> {name}</span>
          </Button>
        </>
      }
    >
      {t('general.since')} <Moment value={createdAt} look="day" />
      <LastUsed at={lastUsedAt} />
    </Row>
  );
}

/** Passkeys: add, rename, remove; a browser that cannot make one says so. */
export function PasskeySection({ passkeys }: { passkeys: readonly OwnPasskey[] }) {
  const { t } = useTexts();
  const [shown, setShown] = useState<Shown | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const isSupported = canUsePasskeys();
  const close = () => setShown(null);
  return (
    <Section
      title={t('passkey.title')}
      lead={t('passkey.lead')}
      isFlush={passkeys.length > 0}
      action={
        isSupported && (
          <Button size="lg" icon={<Plus aria-hidden />} onClick={() => setShown({ act: 'add' })}>
            {t('passkey.add')}
          </Button>
        )
      }
    >
      {!isSupported && (
        <Alert tone="info" className={passkeys.length > 0 ? 'mx-5 mb-4 sm:mx-6' : 'mb-3'}>
          {t('passkey.unsupported')}
        </Alert>
      )}
      {passkeys.length === 0 ? (
        <p className="text-sm text-subtle">{t('passkey.none')}</p>
      ) : (
        <Rows label={t('passkey.title')}>
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onAct={setShown} />
          ))}
        </Rows>
      )}
      {shown && shown.act !== 'remove' && (
        <PasskeyNameDialog
          passkey={shown.act === 'rename' ? shown.passkey : null}
          onClose={close}
          onCodes={setCodes}
        />
      )}
      {shown?.act === 'remove' && <RemoveDialog passkey={shown.passkey} onClose={close} />}
      {codes && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Section>
  );
}
