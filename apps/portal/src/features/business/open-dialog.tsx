import { Plus } from 'lucide-react';
import { useState } from 'react';
import { OpenBusinessAccountInput } from '@freehold/core-contracts/business';
import type { OwnOrganization } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { OpeningButton } from '../../components/opening-button.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { businessActs, moneyKeys, useMembers, useOwnedOrganizations } from './use-business.ts';

type OnOpened = (accountId: string) => void;

/** Who opens it signs alone at first; others and stricter rules come afterwards, on their own pages. */
const firstRule = {
  fromAmount: '0',
  minimumWeight: 1,
  minimumApprovers: 1,
  isInitiatorCounted: true,
};

function OpenForm({
  organizations,
  onOpened,
}: {
  organizations: readonly OwnOrganization[];
  onOpened: OnOpened;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [organizationId, setOrganizationId] = useState(organizations[0]?.id);
  const [name, setName] = useState('');
  const members = useMembers(slug, organizationId);
  const self = members.data?.find(({ isSelf }) => isSelf);
  const form = useForm({
    schema: OpenBusinessAccountInput,
    send: async (input) => {
      const { id } = await businessActs(slug).open(input);
      onOpened(id);
    },
    renews: moneyKeys(slug),
    notice: 'business.opened',
  });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({
          organizationId,
          name,
          signatories: self ? [{ userId: self.userId, role: 'DIRECTOR' }] : [],
          rules: [firstRule],
        });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('business.organization')} error={form.errorOf('organizationId')}>
        {(control) => (
          <Select
            {...control}
            size="xl"
            value={organizationId}
            onValueChange={setOrganizationId}
            options={organizations.map(({ id, name: label }) => ({ value: id, label }))}
          />
        )}
      </Field>
      <Field label={t('business.name')} error={form.errorOf('name')}>
        {(control) => (
          <Input
            {...control}
            size="xl"
            autoComplete="off"
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy || members.isPending}>
        {t('business.open')}
      </Button>
    </form>
  );
}

/** Opening an account; offered to whoever owns an organization. */
export function OpenAccount({ onOpened }: { onOpened: OnOpened }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { data = [] } = useOwnedOrganizations(slug);
  if (data.length === 0) return null;
  return (
    <OpeningButton
      label={t('business.open')}
      icon={<Plus aria-hidden />}
      description={t('business.openLead')}
    >
      {() => <OpenForm organizations={data} onOpened={onOpened} />}
    </OpeningButton>
  );
}
