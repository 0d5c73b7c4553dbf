import { Laptop } from 'lucide-react';
import { useState } from 'react';
import type { OwnDevice } from '@freehold/core-contracts/security';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Confirm } from '../../components/confirm.tsx';
import { Moment } from '../../components/moment.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { securityActs, securityKeys, useOwnDevices } from './use-security.ts';

function ForgetDialog({ device, onClose }: { device: OwnDevice; onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const revoke = useAct({
    send: securityActs(slug).revokeDevice,
    renews: securityKeys(slug),
    notice: 'device.forgotten',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('device.forgetTitle', { name: device.name })}
      consequence={t('device.forgetText')}
      confirmLabel={t('device.forget')}
      onConfirm={() => revoke.run(device.id)}
      isBusy={revoke.isBusy}
      error={revoke.error}
    />
  );
}

function DeviceList({ devices }: { devices: readonly OwnDevice[] }) {
  const { t } = useTexts();
  const [forgotten, setForgotten] = useState<OwnDevice | null>(null);
  if (devices.length === 0) {
    return <p className="px-5 pb-4 text-sm text-subtle sm:px-6">{t('device.none')}</p>;
  }
  return (
    <>
      <Rows label={t('device.title')}>
        {devices.map((device) => (
          <Row
            key={device.id}
            icon={<Laptop />}
            title={device.name}
            badges={device.isCurrent && <Badge tone="accent">{t('device.this')}</Badge>}
            actions={
              <Button size="lg" onClick={() => setForgotten(device)}>
                {t('device.forget')}
                <span className="sr-only"> {device.name}</span>
              </Button>
            }
          >
            {t('device.seen')} <Moment value={device.lastSeenAt} look="relative" />
            {' · '}
            {t('device.until')} <Moment value={device.expiresAt} look="day" />
            {device.ip && <span className="numeric block text-xs text-subtle">{device.ip}</span>}
          </Row>
        ))}
      </Rows>
      {forgotten && <ForgetDialog device={forgotten} onClose={() => setForgotten(null)} />}
    </>
  );
}

/** Browsers that are remembered: they spare notices and stand for no factor. */
export function DeviceSection() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const devices = useOwnDevices(slug);
  return (
    <Section isFlush title={t('device.title')} lead={t('device.lead')}>
      <Remote query={devices} waiting={<RowShapes count={2} />}>
        {(data) => <DeviceList devices={data} />}
      </Remote>
    </Section>
  );
}
