import { useState } from 'react';
import type { SecurityView } from '@freehold/core-contracts/security';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Confirm } from '../../components/confirm.tsx';
import { Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { CodesDialog } from './codes-dialog.tsx';
import { securityActs, securityKeys } from './use-security.ts';

/** Codes for the day the phone is lost: how many are left, and new ones. */
export function RecoverySection({ view }: { view: SecurityView }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [isAsking, setIsAsking] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = useAct({
    send: securityActs(slug).renewRecoveryCodes,
    renews: securityKeys(slug),
    onDone: ({ recoveryCodes }) => {
      setIsAsking(false);
      setCodes(recoveryCodes);
    },
  });
  const left = view.recoveryCodesLeft;
  const hasFactor = view.authenticators.length > 0 || view.passkeys.length > 0;
  return (
    <Section
      title={t('codes.title')}
      lead={t('codes.lead')}
      action={
        hasFactor && (
          <Button size="lg" onClick={() => setIsAsking(true)}>
            {t('codes.renew')}
          </Button>
        )
      }
    >
      {hasFactor ? (
        <Badge tone={left > 3 ? 'neutral' : 'warning'} className="h-7 px-3 text-sm">
          {t('codes.left', { count: left })}
        </Badge>
      ) : (
        <p className="text-sm text-subtle">{t('codes.notYet')}</p>
      )}
      <Confirm
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('codes.renewTitle')}
        consequence={t('codes.renewText')}
        confirmLabel={t('codes.renew')}
        tone="primary"
        onConfirm={() => renew.run()}
        isBusy={renew.isBusy}
        error={renew.error}
      />
      {codes && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Section>
  );
}
