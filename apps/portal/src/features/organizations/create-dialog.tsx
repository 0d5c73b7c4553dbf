import { Plus } from 'lucide-react';
import { useState } from 'react';
import { CreateOrganizationInput } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { slugOf } from '@freehold/core-contracts/slug-of';
import { OpeningButton } from '../../components/opening-button.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { organizationActs } from './use-organizations.ts';

type OnCreated = (organizationId: string) => void;

const Answers = CreateOrganizationInput.pick({ name: true, slug: true });

function CreateForm({ onCreated }: { onCreated: OnCreated }) {
  const { t } = useTexts();
  const tenant = useTenant();
  const [name, setName] = useState('');
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const slug = ownSlug ?? slugOf(name);
  const form = useForm({
    schema: Answers,
    send: async (input) => {
      const { id } = await organizationActs(tenant.slug).create(input);
      onCreated(id);
    },
    fieldOf: { 'organization.slug_taken': 'slug' },
    renews: [[tenant.slug, 'organizations']],
    notice: 'organization.created',
  });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ name, slug });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('organization.name')} error={form.errorOf('name')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            size="xl"
            autoComplete="organization"
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('organization.slug')}
        hint={t('organization.slugHint')}
        error={form.errorOf('slug')}
      >
        {(control) => (
          <Input
            {...control}
            size="xl"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={40}
            value={slug}
            onChange={(event) => setOwnSlug(event.target.value.toLowerCase())}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('organization.create')}
      </Button>
    </form>
  );
}

/** Creating an organization. */
export function CreateOrganization({ onCreated }: { onCreated: OnCreated }) {
  const { t } = useTexts();
  return (
    <OpeningButton
      label={t('organization.create')}
      icon={<Plus aria-hidden />}
      description={t('organization.createLead')}
    >
      {() => <CreateForm onCreated={onCreated} />}
    </OpeningButton>
  );
}
