import { UserRoundPen, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import type { BusinessAccountDetail, SignatoryView } from '@freehold/core-contracts/business';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { Confirm } from '../../components/confirm.tsx';
import { OpeningButton } from '../../components/opening-button.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { SignatoryForm } from './signatory-form.tsx';
import { businessActs, moneyKeys } from './use-business.ts';

type Asked = { act: 'change' | 'remove'; signatory: SignatoryView };
type OfAccount = { account: BusinessAccountDetail };

function RemoveSignatory({
  account,
  signatory,
  onClose,
}: OfAccount & { signatory: SignatoryView; onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const remove = useAct({
    send: (reason: string) =>
      businessActs(slug).removeSignatory({
        businessAccountId: account.id,
        version: account.version,
        signatoryId: signatory.id,
        reason,
      }),
    renews: moneyKeys(slug),
    notice: 'business.signatoryRemoved',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      isReasonAsked
      onClose={onClose}
      title={t('business.removeSignatoryTitle', { name: signatory.name })}
      consequence={t('business.removeSignatoryText')}
      confirmLabel={t('general.remove')}
      onConfirm={remove.run}
      isBusy={remove.isBusy}
      error={remove.error}
    />
  );
}

function SignatoryRow({
  signatory,
  canManage,
  onAsk,
}: {
  signatory: SignatoryView;
  canManage: boolean;
  onAsk: (asked: Asked) => void;
}) {
  const { t } = useTexts();
  const { name, role, weight, isSelf } = signatory;
  return (
    <Row
      icon={<UserRoundPen />}
      title={name}
      badges={
        <>
          <Badge tone="accent">{t(`business.role.${role}`)}</Badge>
          {isSelf && <Badge>{t('business.you')}</Badge>}
        </>
      }
      actions={
        canManage && (
          <DropdownMenu
            trigger={
              <Button size="lg">
                {t('general.change')}
                <span className="sr-only"> {name}</span>
              </Button>
            }
          >
            <MenuItem onSelect={() => onAsk({ act: 'change', signatory })}>
              {t('business.changeSignatory')}
            </MenuItem>
            <MenuItem tone="danger" onSelect={() => onAsk({ act: 'remove', signatory })}>
              {t('general.remove')}
            </MenuItem>
          </DropdownMenu>
        )
      }
    >
      {t('business.weightOf', { weight })}
    </Row>
  );
}

/** Who may sign for an account, and changing that. */
export function SignatorySection({ account }: OfAccount) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Section
      isFlush
      title={t('business.signatoryTitle')}
      lead={t('business.signatoryLead')}
      action={
        account.canManage && (
          <OpeningButton label={t('business.addSignatory')} icon={<UserRoundPlus aria-hidden />}>
            {(done) => <SignatoryForm account={account} onDone={done} />}
          </OpeningButton>
        )
      }
    >
      <Rows label={t('business.signatoryTitle')}>
        {account.signatories.map((signatory) => (
          <SignatoryRow
            key={signatory.id}
            signatory={signatory}
            canManage={account.canManage}
            onAsk={setAsked}
          />
        ))}
      </Rows>
      {asked?.act === 'change' && (
        <Dialog
          open
          onOpenChange={close}
          title={t('business.changeSignatory')}
          description={asked.signatory.name}
          closeLabel={t('general.close')}
        >
          <SignatoryForm account={account} signatory={asked.signatory} onDone={close} />
        </Dialog>
      )}
      {asked?.act === 'remove' && (
        <RemoveSignatory account={account} signatory={asked.signatory} onClose={close} />
      )}
    </Section>
  );
}
