import { Contact, UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import type { ConfirmPayeeInput, ContactView } from '@freehold/core-contracts/payees';
import { Alert } from '@freehold/ui/alert';
import { Input } from '@freehold/ui/input';
import { Choice, Choices } from '../../components/choices.tsx';
import { PayeeCheck, type Payee } from '../../components/payee-check.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { StepFrame } from './step-frame.tsx';
import { confirmPayee, mostShown, useKnownContacts, useKnownPayees } from './use-send.ts';

type KnownProps = {
  onPayee: (payee: Payee) => void;
  onContact: (contact: ContactView) => void;
};

/** Whom the person knows already: a few at first, the others by a word of their name. */
function Known({ onPayee, onContact }: KnownProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  const payees = useKnownPayees(slug, search).data;
  const contacts = useKnownContacts(slug, search).data;
  const [payeeCount, contactCount] = [payees?.total ?? 0, contacts?.total ?? 0];
  const isLong = Math.max(payeeCount, contactCount) > mostShown;
  // What was searched for is shown a moment longer than it is typed.
  const isSearched = typed !== '' || search !== '';
  return (
    <>
      {(isLong || isSearched) && (
        <Input
          size="xl"
          type="search"
          aria-label={t('send.payee.search')}
          placeholder={t('send.payee.search')}
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {search !== '' && payees && contacts && payeeCount + contactCount === 0 && (
        <p role="status" className="text-sm text-muted">
          {t('send.payee.noneFound')}
        </p>
      )}
      {payees && payeeCount > 0 && (
        <Choices title={t('send.payee.known')}>
          {payees.items
            .filter(({ isUsable }) => isUsable)
            .map(({ id, walletId, label, verifiedName }) => (
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
      {contacts && contactCount > 0 && (
        <Choices title={t('send.payee.contacts')}>
          {contacts.items.map((contact) => (
            <Choice
              key={contact.id}
              icon={<Contact />}
              name={contact.name}
              detail={contact.email ?? contact.phone ?? ''}
              onChoose={() => onContact(contact)}
            />
          ))}
        </Choices>
      )}
    </>
  );
}

/** Who gets it: somebody saved, a contact whose name is checked, or somebody else. */
export function PayeeStep({
  initial,
  refusal,
  onPayee,
}: {
  initial?: ConfirmPayeeInput | undefined;
  /** Why nothing can be sent to whom was chosen. */
  refusal?: string | undefined;
  onPayee: (payee: Payee) => void;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [asked, setAsked] = useState(initial);
  return (
    <StepFrame step="payee" title={t('send.payee.title')} lead={t('send.payee.lead')}>
      <Known
        onPayee={onPayee}
        onContact={({ name, email, phone }) => setAsked({ name, address: email ?? phone ?? '' })}
      />
      <section className="grid grid-cols-1 gap-4 rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6">
        <h2 className="text-lg font-semibold text-ink">{t('send.payee.new')}</h2>
        {refusal && <Alert tone="danger">{refusal}</Alert>}
        <PayeeCheck
          // Another contact begins the form anew.
          key={asked?.address ?? ''}
          initial={asked}
          confirm={(input) => confirmPayee(slug, input)}
          onConfirmed={onPayee}
        />
      </section>
    </StepFrame>
  );
}
