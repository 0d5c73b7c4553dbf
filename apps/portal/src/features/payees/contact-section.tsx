import { Link } from '@tanstack/react-router';
import { BookUser, Contact } from 'lucide-react';
import { useState } from 'react';
import type { ContactView } from '@freehold/core-contracts/payees';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { Input } from '@freehold/ui/input';
import { EmptyState } from '@freehold/ui/states';
import { Confirm } from '../../components/confirm.tsx';
import { OpeningButton } from '../../components/opening-button.tsx';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { ContactForm } from './contact-form.tsx';
import { contactKeys, payeeActs, useContacts } from './use-payees.ts';

type Asked = { act: 'change' | 'remove'; contact: ContactView };

function ContactRow({ contact, onAsk }: { contact: ContactView; onAsk: (asked: Asked) => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id, name, email, phone, note } = contact;
  return (
    <Row
      icon={<Contact />}
      title={name}
      actions={
        <>
          <Button asChild size="lg">
            <Link
              to="/$tenant/wallet/send"
              params={{ tenant: slug }}
              search={{ contact: id }}
              aria-label={t('payee.send', { name })}
            >
              {t('payee.sendShort')}
            </Link>
          </Button>
          <DropdownMenu
            trigger={
              <Button size="lg">
                {t('general.change')}
                <span className="sr-only"> {name}</span>
              </Button>
            }
          >
            <MenuItem onSelect={() => onAsk({ act: 'change', contact })}>
              {t('general.change')}
            </MenuItem>
            <MenuItem tone="danger" onSelect={() => onAsk({ act: 'remove', contact })}>
              {t('general.remove')}
            </MenuItem>
          </DropdownMenu>
        </>
      }
    >
      <p className="numeric [overflow-wrap:anywhere]">
        {[email, phone].filter((each) => each !== null).join(' · ')}
      </p>
      {note && <p className="text-xs text-subtle [overflow-wrap:anywhere]">{note}</p>}
    </Row>
  );
}

function RemoveContact({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const remove = useAct({
    send: () => payeeActs(slug).removeContact({ contactId: contact.id }),
    renews: contactKeys(slug),
    notice: 'contactBook.removed',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('contactBook.removeTitle', { name: contact.name })}
      consequence={t('contactBook.removeText')}
      confirmLabel={t('general.remove')}
      onConfirm={() => remove.run()}
      isBusy={remove.isBusy}
      error={remove.error}
    />
  );
}

function ContactList({ search, onAsk }: { search: string; onAsk: (asked: Asked) => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const contacts = useContacts(slug, search, page);
  return (
    <Remote query={contacts} waiting={<RowShapes />}>
      {(data) =>
        data.items.length === 0 ? (
          <EmptyState
            icon={<BookUser />}
            title={t(search === '' ? 'contactBook.emptyTitle' : 'contactBook.noneFound')}
            description={search === '' ? t('contactBook.emptyText') : undefined}
          />
        ) : (
          <>
            <Rows label={t('contactBook.title')}>
              {data.items.map((contact) => (
                <ContactRow key={contact.id} contact={contact} onAsk={onAsk} />
              ))}
            </Rows>
            <Pager {...data} onPage={setPage} />
          </>
        )
      }
    </Remote>
  );
}

/** The addresses that a person keeps. */
export function ContactSection() {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const search = useSettled(typed.trim());
  const close = () => setAsked(null);
  return (
    <Section
      isFlush
      title={t('contactBook.title')}
      lead={t('contactBook.lead')}
      action={
        <OpeningButton label={t('contactBook.add')} icon={<BookUser aria-hidden />}>
          {(done) => <ContactForm onDone={done} />}
        </OpeningButton>
      }
    >
      <div className="px-5 pb-4 sm:px-6">
        <Input
          size="lg"
          type="search"
          aria-label={t('contactBook.search')}
          placeholder={t('contactBook.search')}
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <ContactList key={search} search={search} onAsk={setAsked} />
      {asked?.act === 'change' && (
        <Dialog
          open
          onOpenChange={close}
          title={t('contactBook.change')}
          closeLabel={t('general.close')}
        >
          <ContactForm contact={asked.contact} onDone={close} />
        </Dialog>
      )}
      {asked?.act === 'remove' && <RemoveContact contact={asked.contact} onClose={close} />}
    </Section>
  );
}
