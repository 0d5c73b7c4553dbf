import { UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import {
  AddBeneficiaryInput,
  ChangeBeneficiaryInput,
  type BeneficiaryView,
} from '@freehold/core-contracts/payees';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Confirm } from '../../components/confirm.tsx';
import { OpeningButton } from '../../components/opening-button.tsx';
import { PayeeCheck, type Payee } from '../../components/payee-check.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { useForm } from '../../lib/use-form.ts';
import { payeeActs, payeeKeys } from './use-payees.ts';

type LabelFormProps = {
  form: {
    message: string | undefined;
    isBusy: boolean;
    errorOf: (field: string) => string | undefined;
  };
  label: string;
  onLabel: (label: string) => void;
  onSubmit: () => void;
};

function LabelForm({ form, label, onLabel, onSubmit }: LabelFormProps) {
  const { t } = useTexts();
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('payee.label')} hint={t('payee.labelHint')} error={form.errorOf('label')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            size="xl"
            autoComplete="off"
            maxLength={80}
            value={label}
            onChange={(event) => onLabel(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('payee.saveIt')}
      </Button>
    </form>
  );
}

function SaveForm({ payee, onDone }: { payee: Payee; onDone: () => void }) {
  const { slug } = useTenant();
  const { name, walletId } = payee;
  const [label, setLabel] = useState(name.slice(0, 80));
  const form = useForm({
    schema: AddBeneficiaryInput,
    send: payeeActs(slug).add,
    renews: payeeKeys(slug),
    notice: 'payee.savedNotice',
    onDone,
  });
  return (
    <LabelForm
      form={form}
      label={label}
      onLabel={setLabel}
      onSubmit={() => form.submit({ address: walletId, name, label })}
    />
  );
}

function AddFlow({ onDone }: { onDone: () => void }) {
  const { slug } = useTenant();
  const [payee, setPayee] = useState<Payee | null>(null);
  if (payee) return <SaveForm payee={payee} onDone={onDone} />;
  return <PayeeCheck confirm={payeeActs(slug).confirm} onConfirmed={setPayee} />;
}

/** Saving a payee: first the name is confirmed, then it gets a label. */
export function AddPayee() {
  const { t } = useTexts();
  return (
    <OpeningButton
      label={t('payee.add')}
      icon={<UserRoundPlus aria-hidden />}
      description={t('payee.addLead')}
    >
      {(close) => <AddFlow onDone={close} />}
    </OpeningButton>
  );
}

type OfPayee = { payee: BeneficiaryView; onClose: () => void };

/** Calling a payee something else. */
export function RenamePayee({ payee, onClose }: OfPayee) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [label, setLabel] = useState(payee.label);
  const form = useForm({
    schema: ChangeBeneficiaryInput,
    send: payeeActs(slug).change,
    renews: payeeKeys(slug),
    notice: 'general.saved',
    onDone: onClose,
  });
  return (
    <Dialog open onOpenChange={onClose} title={t('payee.rename')} closeLabel={t('general.close')}>
      <LabelForm
        form={form}
        label={label}
        onLabel={setLabel}
        onSubmit={() => form.submit({ beneficiaryId: payee.id, version: payee.version, label })}
      />
    </Dialog>
  );
}

/** Removing a payee from the list. */
export function RemovePayee({ payee, onClose }: OfPayee) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const remove = useAct({
    send: () => payeeActs(slug).remove({ beneficiaryId: payee.id }),
    renews: payeeKeys(slug),
    notice: 'payee.removed',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('payee.removeTitle', { name: payee.label })}
      consequence={t('payee.removeText')}
      confirmLabel={t('general.remove')}
      onConfirm={() => remove.run()}
      isBusy={remove.isBusy}
      error={remove.error}
    />
  );
}
