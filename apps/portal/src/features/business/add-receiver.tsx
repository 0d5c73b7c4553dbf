import { UserRoundCheck, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Input } from '@freehold/ui/input';
import { Choice, Choices } from '../../components/choices.tsx';
import { PayeeCheck, type Payee } from '../../components/payee-check.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { businessActs, mostPayees, useSavedPayees } from './use-business.ts';

/** Payees that the person has saved: a few at first, the others by a word of their name. */
function Saved({ onPayee }: { onPayee: (payee: Payee) => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  const payees = useSavedPayees(slug, search).data;
  const usable = payees?.items.filter(({ isUsable }) => isUsable) ?? [];
  const isLong = (payees?.total ?? 0) > mostPayees;
  return (
    <>
      {(isLong || typed !== '') && (
        <Input
          size="lg"
          type="search"
          aria-label={t('business.searchPayees')}
          placeholder={t('business.searchPayees')}
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {search !== '' && payees?.total === 0 && (
        <p role="status" className="text-sm text-muted">
          {t('send.payee.noneFound')}
        </p>
      )}
      {usable.length > 0 && (
        <Choices title={t('send.payee.known')}>
          {usable.map(({ id, walletId, label, verifiedName }) => (
            <Choice
              key={id}
              icon={<UserRoundCheck />}
              name={label}
              detail={verifiedName}
              onChoose={() => onPayee({ walletId, name: verifiedName, isSaved: true })}
            />
          ))}
        </Choices>
      )}
    </>
  );
}

/** Another receiver of a transfer: somebody saved, or somebody whose name is checked. */
export function AddReceiver({ onPayee }: { onPayee: (payee: Payee) => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [isOpen, setIsOpen] = useState(false);
  const choose = (payee: Payee) => {
    onPayee(payee);
    setIsOpen(false);
  };
  return (
    <>
      <Button size="lg" icon={<UserRoundPlus aria-hidden />} onClick={() => setIsOpen(true)}>
        {t('business.addReceiver')}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        width="md"
        title={t('business.addReceiver')}
        closeLabel={t('general.close')}
      >
        <div className="grid grid-cols-1 gap-5">
          <Saved onPayee={choose} />
          <section className="grid grid-cols-1 gap-4">
            <h2 className="text-lg font-semibold text-ink">{t('send.payee.new')}</h2>
            <PayeeCheck confirm={businessActs(slug).confirmPayee} onConfirmed={choose} />
          </section>
        </div>
      </Dialog>
    </>
  );
}
