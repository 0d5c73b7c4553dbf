import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ConfirmPayeeInput, type PayeeConfirmation } from '@freehold/core-contracts/payees';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useTexts } from '../lib/texts.ts';
import { useForm } from '../lib/use-form.ts';
import { RichText } from './rich-text.tsx';

/** Somebody whose name was confirmed, or who was confirmed before. */
export type Payee = { walletId: string; name: string; isSaved: boolean };

export type PayeeCheckProps = {
  /** Whom a contact or another list has named already. */
  initial?: ConfirmPayeeInput | undefined;
  confirm: (input: ConfirmPayeeInput) => Promise<PayeeConfirmation>;
  onConfirmed: (payee: Payee) => void;
};

type Checked = { answer: PayeeConfirmation; given: string };

const looks = { MATCH: 'success', CLOSE: 'warning', NO_MATCH: 'danger' } as const;

function Answer({
  checked: { answer, given },
  onConfirmed,
  onOther,
}: {
  checked: Checked;
  onConfirmed: (payee: Payee) => void;
  onOther: () => void;
}) {
  const { t } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  const { match } = answer;
  const name = match === 'NO_MATCH' ? '' : answer.name;
  // The button that was pressed is gone: the keyboard goes on where the answer is.
  useEffect(() => frame.current?.focus(), []);
  return (
    <div ref={frame} tabIndex={-1} className="grid gap-4 outline-none">
      <Alert tone={looks[match]} title={t(`send.match.${match}`)}>
        <RichText text={t(`send.match.${match}_text`, { name, given })} />
      </Alert>
      <div className="flex flex-row-reverse flex-wrap gap-3">
        {match !== 'NO_MATCH' && (
          <Button
            variant="primary"
            size="xl"
            className="flex-1"
            onClick={() =>
              onConfirmed({
                walletId: answer.walletId,
                name,
                isSaved: answer.beneficiaryId !== null,
              })
            }
          >
            {t(match === 'CLOSE' ? 'send.match.goOn' : 'general.continue')}
          </Button>
        )}
        <Button size="xl" onClick={onOther}>
          {t('send.payee.otherAddress')}
        </Button>
      </div>
    </div>
  );
}

/** Address and expected name of a payee, and what the service says of the two together. */
export function PayeeCheck({ initial, confirm, onConfirmed }: PayeeCheckProps) {
  const { t } = useTexts();
  const [address, setAddress] = useState(initial?.address ?? '');
  const [name, setName] = useState(initial?.name ?? '');
  const [checked, setChecked] = useState<Checked | null>(null);
  const form = useForm({
    schema: ConfirmPayeeInput,
    send: async (input) => setChecked({ answer: await confirm(input), given: input.name }),
    fieldOf: { 'payee.address_invalid': 'address' },
  });
  if (checked) {
    return <Answer checked={checked} onConfirmed={onConfirmed} onOther={() => setChecked(null)} />;
  }
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ address, name });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field
        label={t('send.payee.address')}
        hint={t('send.payee.addressHint')}
        error={form.errorOf('address')}
      >
        {(control) => (
          <Input
            {...control}
            size="xl"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={320}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('send.payee.name')}
        hint={t('send.payee.nameHint')}
        error={form.errorOf('name')}
      >
        {(control) => (
          <Input
            {...control}
            size="xl"
            autoComplete="off"
            maxLength={220}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="xl"
        isBusy={form.isBusy}
        icon={<ShieldCheck aria-hidden />}
      >
        {t('send.payee.check')}
      </Button>
    </form>
  );
}
