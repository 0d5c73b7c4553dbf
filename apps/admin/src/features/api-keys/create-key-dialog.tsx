import type { ApiKeyCreated } from '@freehold/core-contracts/api-keys';
import { ApiScope } from '@freehold/core-contracts/permissions';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Dialog } from '@freehold/ui/dialog';
import { Field, FieldError } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { describeField } from '../../lib/field-problems.ts';
import { scopeLabels } from '../../lib/organization-labels.ts';
import { useManageKeys } from './use-keys.ts';

const lives = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '180', label: 'In 180 days' },
  { value: '365', label: 'In a year' },
  { value: '', label: 'Never' },
] as const;

export type CreateKeyDialogProps = {
  organization: { id: string; name: string };
  onCreated: (created: ApiKeyCreated) => void;
  onClose: () => void;
};

/** Asks what a new key is for, what it may do, and how long. */
export function CreateKeyDialog({ organization, onCreated, onClose }: CreateKeyDialogProps) {
  const { create } = useManageKeys();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>(['organization.read']);
  const [life, setLife] = useState('90');
  const [isTouched, setIsTouched] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (!name.trim() || scopes.length === 0 || create.isPending) return;
    const expiresInDays = life === '' ? null : Number(life);
    create.mutate(
      { organizationId: organization.id, name, scopes, expiresInDays },
      { onSuccess: onCreated },
    );
  };
  return (
    <Dialog
      open
      width="md"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title="Make an API key"
      description={`For ${organization.name}. The key is shown once, right after this.`}
      isLocked={create.isPending}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field
            label="Name"
            isRequired
            hint="What uses it: it stands in lists and in the audit log."
            error={
              isTouched && !name.trim() ? 'Fill this in.' : describeField(create.error, 'name')
            }
          >
            {(control) => (
              <Input
                {...control}
                autoFocus
                autoComplete="off"
                maxLength={80}
                placeholder="Nightly reports"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Ends" hint="Managers are told 7 days before.">
            {(control) => (
              <Select {...control} value={life} onValueChange={setLife} options={lives} />
            )}
          </Field>
        </div>
        <ScopeChoices scopes={scopes} onScopesChange={setScopes} isTouched={isTouched} />
        {create.error && <Alert tone="danger">{describeError(create.error)}</Alert>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={create.isPending} onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" variant="primary" isBusy={create.isPending}>
            Make the key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type ScopeChoicesProps = {
  scopes: readonly ApiScope[];
  onScopesChange: (scopes: ApiScope[]) => void;
  isTouched: boolean;
};

function ScopeChoices({ scopes, onScopesChange, isTouched }: ScopeChoicesProps) {
  const toggle = (scope: ApiScope, isChosen: boolean) =>
    onScopesChange(isChosen ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-sm font-medium text-ink">What it may do</legend>
      <div className="grid gap-x-4 gap-y-2.5 sm:grid-cols-2">
        {ApiScope.options.map((scope) => (
          <CheckboxField
            key={scope}
            checked={scopes.includes(scope)}
            onCheckedChange={(isChosen) => toggle(scope, isChosen)}
            label={scopeLabels[scope].text}
            hint={scopeLabels[scope].hint}
          />
        ))}
      </div>
      {isTouched && scopes.length === 0 && <FieldError>Choose one at least.</FieldError>}
    </fieldset>
  );
}
