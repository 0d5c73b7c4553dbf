import { Plus } from 'lucide-react';
import { useState } from 'react';
import { CreateApiKeyInput } from '@freehold/core-contracts/api-keys';
import { ApiScope } from '@freehold/core-contracts/permissions';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Field, FieldError } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { OpeningButton } from '../../components/opening-button.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { apiKeyActs, apiKeyKeys } from './use-api-keys.ts';

type CreateKeyProps = { organizationId: string; onCreated: (secret: string) => void };

const terms = [30, 90, 365] as const;
const endless = 'never';

function ScopeChoice({
  scopes,
  onChange,
  error,
}: {
  scopes: readonly ApiScope[];
  onChange: (scopes: ApiScope[]) => void;
  error: string | undefined;
}) {
  const { t } = useTexts();
  return (
    <fieldset className="grid gap-3" aria-describedby={error ? 'scopes-error' : undefined}>
      <legend className="mb-2 text-sm font-medium text-ink">{t('apiKey.scopes')}</legend>
      {ApiScope.options.map((scope) => (
        <CheckboxField
          key={scope}
          label={t(`apiKey.scope.${scope}`)}
          checked={scopes.includes(scope)}
          onCheckedChange={(isChecked) =>
            onChange(isChecked ? [...scopes, scope] : scopes.filter((each) => each !== scope))
          }
        />
      ))}
      {error && <FieldError id="scopes-error">{error}</FieldError>}
    </fieldset>
  );
}

function CreateKeyForm({ organizationId, onCreated }: CreateKeyProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>(['organization.read', 'usage.read']);
  const [term, setTerm] = useState('90');
  const form = useForm({
    schema: CreateApiKeyInput,
    send: async (input) => {
      const { secret } = await apiKeyActs(slug).create(input);
      onCreated(secret);
    },
    renews: apiKeyKeys(slug, organizationId),
  });
  const expiresInDays = term === endless ? null : Number(term);
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ organizationId, name, scopes, expiresInDays });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('apiKey.name')} hint={t('apiKey.nameHint')} error={form.errorOf('name')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            size="lg"
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <ScopeChoice scopes={scopes} onChange={setScopes} error={form.errorOf('scopes')} />
      <Field
        label={t('apiKey.term')}
        hint={t('apiKey.termHint')}
        error={form.errorOf('expiresInDays')}
      >
        {(control) => (
          <Select
            {...control}
            size="lg"
            value={term}
            onValueChange={setTerm}
            options={[
              ...terms.map((days) => ({
                value: String(days),
                label: t('apiKey.days', { count: days }),
              })),
              { value: endless, label: t('apiKey.endless') },
            ]}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('apiKey.make')}
      </Button>
    </form>
  );
}

/** Making a key: what it is for, what it may do, and until when. */
export function CreateKey({ organizationId, onCreated }: CreateKeyProps) {
  const { t } = useTexts();
  return (
    <OpeningButton label={t('apiKey.create')} icon={<Plus aria-hidden />}>
      {(close) => (
        <CreateKeyForm
          organizationId={organizationId}
          onCreated={(secret) => {
            close();
            onCreated(secret);
          }}
        />
      )}
    </OpeningButton>
  );
}
