import { useState } from 'react';
import {
  AddSignatoryInput,
  ChangeSignatoryInput,
  type BusinessAccountDetail,
  type SignatoryView,
} from '@freehold/core-contracts/business';
import { SignatoryRole } from '@freehold/core-contracts/enums';
import type { MemberView } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { GrantReason, noticeOf } from './grant-reason.tsx';
import { businessActs, moneyKeys, useMembers } from './use-business.ts';

type SignatoryFormProps = {
  account: BusinessAccountDetail;
  /** Whom it is about; without one, somebody is added. */
  signatory?: SignatoryView | undefined;
  onDone: () => void;
};

/** What was typed as a whole number; no number stays none, so that the form says so. */
export function toWhole(text: string): number {
  return /^\d{1,9}$/u.test(text.trim()) ? Number(text) : Number.NaN;
}

function useSignatoryForm({ account, signatory, onDone }: SignatoryFormProps) {
  const { slug } = useTenant();
  const [userId, setUserId] = useState('');
  const [role, setRole] = useState<string>(signatory?.role ?? 'CLERK');
  const [weight, setWeight] = useState(String(signatory?.weight ?? 1));
  const [reason, setReason] = useState('');
  const shared = { renews: moneyKeys(slug), onDone };
  const adding = useForm({
    ...shared,
    schema: AddSignatoryInput,
    send: businessActs(slug).addSignatory,
    fieldOf: { 'business.signatory_twice': 'userId', 'business.not_a_member': 'userId' },
    notice: noticeOf('business.signatoryAdded'),
  });
  const changing = useForm({
    ...shared,
    schema: ChangeSignatoryInput,
    send: businessActs(slug).changeSignatory,
    notice: noticeOf('business.signatoryChanged'),
  });
  const values = {
    businessAccountId: account.id,
    version: account.version,
    role,
    weight: toWhole(weight),
    ...(reason.trim() === '' ? {} : { reason }),
  };
  const submit = () => {
    if (signatory) changing.submit({ ...values, signatoryId: signatory.id });
    else adding.submit({ ...values, userId });
  };
  const form = signatory ? changing : adding;
  return {
    ...{ form, submit, userId, setUserId, role, setRole },
    ...{ weight, setWeight, reason, setReason },
  };
}

function MemberField({
  members,
  value,
  error,
  onValueChange,
}: {
  members: readonly MemberView[];
  value: string;
  error: string | undefined;
  onValueChange: (userId: string) => void;
}) {
  const { t } = useTexts();
  return (
    <Field label={t('business.member')} error={error}>
      {(control) => (
        <Select
          {...control}
          size="xl"
          value={value}
          placeholder={t('business.chooseMember')}
          onValueChange={onValueChange}
          options={members.map(({ userId, firstName, lastName }) => ({
            value: userId,
            label: `${firstName} ${lastName}`,
          }))}
        />
      )}
    </Field>
  );
}

/** Who signs, as what, and how much it weighs. */
export function SignatoryForm(props: SignatoryFormProps) {
  const { account, signatory } = props;
  const { t } = useTexts();
  const { slug } = useTenant();
  const { form, submit, userId, setUserId, role, setRole, ...typed } = useSignatoryForm(props);
  const { weight, setWeight, reason, setReason } = typed;
  const members = useMembers(slug, signatory ? undefined : account.organizationId);
  const signing = new Set(account.signatories.map((each) => each.userId));
  const free = members.data?.filter((member) => !signing.has(member.userId)) ?? [];
  if (!signatory && members.isSuccess && free.length === 0) {
    return <Alert tone="info">{t('business.noMembers')}</Alert>;
  }
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
      {!signatory && (
        <MemberField
          members={free}
          value={userId}
          error={form.errorOf('userId')}
          onValueChange={setUserId}
        />
      )}
      <Field label={t('business.role')} error={form.errorOf('role')}>
        {(control) => (
          <Select
            {...control}
            size="xl"
            value={role}
            onValueChange={setRole}
            options={SignatoryRole.options.map((each) => ({
              value: each,
              label: t(`business.role.${each}`),
            }))}
          />
        )}
      </Field>
      <Field label={t('business.weight')} error={form.errorOf('weight')}>
        {(control) => (
          <Input
            {...control}
            size="xl"
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            value={weight}
            onChange={(event) => setWeight(event.target.value)}
          />
        )}
      </Field>
      <GrantReason value={reason} error={form.errorOf('reason')} onValueChange={setReason} />
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('general.save')}
      </Button>
    </form>
  );
}
