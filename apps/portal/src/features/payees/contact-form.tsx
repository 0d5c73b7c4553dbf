import { useState } from 'react';
import {
  AddContactInput,
  ChangeContactInput,
  type ContactView,
} from '@freehold/core-contracts/payees';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input, Textarea } from '@freehold/ui/input';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { contactKeys, payeeActs } from './use-payees.ts';

/** One form for both: a new contact, or one at the version that was looked at. */
function useContactForm(contact: ContactView | undefined, onDone: () => void) {
  const { slug } = useTenant();
  const [answers, setAnswers] = useState({
    name: contact?.name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    note: contact?.note ?? '',
  });
  const shared = {
    renews: contactKeys(slug),
    notice: 'contactBook.saved',
    onDone,
  } as const;
  const adding = useForm({ schema: AddContactInput, send: payeeActs(slug).addContact, ...shared });
  const changing = useForm({
    schema: ChangeContactInput,
    send: payeeActs(slug).changeContact,
    ...shared,
  });
  const orNull = (text: string) => (text.trim() === '' ? null : text);
  const values = {
    name: answers.name,
    email: orNull(answers.email),
    phone: orNull(answers.phone),
    note: orNull(answers.note),
  };
  const submit = () => {
    if (contact) changing.submit({ contactId: contact.id, version: contact.version, ...values });
    else adding.submit(values);
  };
  return {
    answers,
    set: (name: keyof typeof answers, value: string) =>
      setAnswers((old) => ({ ...old, [name]: value })),
    form: contact ? changing : adding,
    submit,
  };
}

/** Name and addresses of a contact. */
export function ContactForm({
  contact,
  onDone,
}: {
  contact?: ContactView | undefined;
  onDone: () => void;
}) {
  const { t } = useTexts();
  const { answers, set, form, submit } = useContactForm(contact, onDone);
  const fields = [
    { name: 'name', type: 'text', max: 120, hint: undefined },
    { name: 'email', type: 'email', max: 320, hint: t('contactBook.oneOf') },
    { name: 'phone', type: 'tel', max: 40, hint: t('send.payee.addressHint') },
  ] as const;
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      {fields.map(({ name, type, max, hint }) => (
        <Field key={name} label={t(`contactBook.${name}`)} hint={hint} error={form.errorOf(name)}>
          {(control) => (
            <Input
              {...control}
              autoFocus={name === 'name'}
              size="lg"
              type={type}
              autoComplete="off"
              maxLength={max}
              value={answers[name]}
              onChange={(event) => set(name, event.target.value)}
            />
          )}
        </Field>
      ))}
      <Field
        isOptional
        optionalWord={t('general.optional')}
        label={t('contactBook.note')}
        error={form.errorOf('note')}
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={500}
            value={answers.note}
            onChange={(event) => set('note', event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('general.save')}
      </Button>
    </form>
  );
}
