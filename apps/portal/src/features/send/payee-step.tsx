import { ChevronRight, Contact, UserRoundCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ConfirmPayeeInput, ContactView } from '@freehold/core-contracts/payees';
import { PayeeCheck, type Payee } from '../../components/payee-check.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { StepFrame } from './step-frame.tsx';
import { confirmPayee, useKnownContacts, useKnownPayees } from './use-send.ts';

const mostShown = 6;

function Choice({
  icon,
  name,
  detail,
  onChoose,
}: {
  icon: ReactNode;
  name: string;
  detail: string;
  onChoose: () => void;
}) {
  return (
    <li>
      <button
        type="button"
        onClick={onChoose}
        className="flex w-full items-center gap-4 rounded-xl border border-line bg-surface p-4 text-left shadow-xs hover:border-line-strong"
      >
        <span
          aria-hidden
          className="grid size-10 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-ink [&_svg]:size-5"
        >
          {icon}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block text-base font-medium text-ink [overflow-wrap:anywhere]">
            {name}
          </span>
          <span className="block text-sm text-muted [overflow-wrap:anywhere]">{detail}</span>
        </span>
        <ChevronRight aria-hidden className="size-5 shrink-0 text-subtle" />
      </button>
    </li>
  );
}

function Choices({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-1 gap-3">
      <h2 className="text-lg font-semibold text-ink">{title}</h2>
      <ul aria-label={title} className="grid grid-cols-1 gap-2.5 sm:grid-cols-2">
        {children}
      </ul>
    </section>
  );
}

/** Who gets it: somebody saved, a contact whose name is checked, or somebody else. */
export function PayeeStep({
  initial,
  onPayee,
}: {
  initial?: ConfirmPayeeInput | undefined;
  onPayee: (payee: Payee) => void;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const payees = useKnownPayees(slug);
  const contacts = useKnownContacts(slug);
  const [asked, setAsked] = useState(initial);
  const known = payees.data ?? [];
  const addressed = contacts.data ?? [];
  const ask = ({ name, email, phone }: ContactView) =>
    setAsked({ name, address: email ?? phone ?? '' });
  return (
    <StepFrame step="payee" title={t('send.payee.title')} lead={t('send.payee.lead')}>
      {known.length > 0 && (
        <Choices title={t('send.payee.known')}>
          {known.slice(0, mostShown).map(({ id, walletId, label, verifiedName }) => (
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
      {addressed.length > 0 && (
        <Choices title={t('send.payee.contacts')}>
          {addressed.slice(0, mostShown).map((contact) => (
            <Choice
              key={contact.id}
              icon={<Contact />}
              name={contact.name}
              detail={contact.email ?? contact.phone ?? ''}
              onChoose={() => ask(contact)}
            />
          ))}
        </Choices>
      )}
      <section className="grid grid-cols-1 gap-4 rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6">
        <h2 className="text-lg font-semibold text-ink">{t('send.payee.new')}</h2>
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
