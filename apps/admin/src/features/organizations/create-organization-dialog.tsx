import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import type { UserSummary } from '@freehold/core-contracts/users';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { describeField } from '../../lib/field-problems.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { PersonChoice } from './person-choice.tsx';
import { slugOf } from '@freehold/core-contracts/slug-of';
import { useManageOrganizations } from './use-organization-acts.ts';

export type CreateOrganizationDialogProps = {
  onCreated: (created: OrganizationDetail) => void;
  onClose: () => void;
};

/** Makes an organization for somebody, who owns it from the start. */
export function CreateOrganizationDialog({ onCreated, onClose }: CreateOrganizationDialogProps) {
  const { create } = useManageOrganizations();
  const notice = useAuditNotice();
  const [name, setName] = useState('');
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [owner, setOwner] = useState<UserSummary | null>(null);
  const [isTouched, setIsTouched] = useState(false);
  const slug = ownSlug ?? slugOf(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (!name.trim() || !slug || !owner || create.isPending) return;
    create.mutate(
      { name, slug, ownerId: owner.id },
      {
        onSuccess: (created) => {
          notice(`${created.name} is made`, created.id);
          onCreated(created);
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title="New organization"
      description="On the free plan, without credits. Both can be changed on its page."
      isLocked={create.isPending}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <NameFields
          name={name}
          onNameChange={setName}
          slug={slug}
          onSlugChange={setOwnSlug}
          isTouched={isTouched}
          error={create.error}
        />
        <PersonChoice
          label="Owner"
          hint="An active person of this tenant."
          value={owner}
          onValueChange={setOwner}
          error={isTouched && !owner ? 'Choose who owns it.' : undefined}
        />
        {create.error && <Alert tone="danger">{describeError(create.error)}</Alert>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={create.isPending} onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" variant="primary" isBusy={create.isPending}>
            Make it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type NameFieldsProps = {
  name: string;
  onNameChange: (name: string) => void;
  slug: string;
  onSlugChange: (slug: string) => void;
  isTouched: boolean;
  error: unknown;
};

function NameFields(props: NameFieldsProps) {
  const { name, onNameChange, slug, onSlugChange, isTouched, error } = props;
  const missing = (isMissing: boolean) => (isTouched && isMissing ? 'Fill this in.' : undefined);
  return (
    <>
      <Field label="Name" isRequired error={missing(!name.trim()) ?? describeField(error, 'name')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            maxLength={120}
            value={name}
            onChange={(event) => onNameChange(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Short name"
        hint="For addresses and transfers; it cannot be changed later."
        isRequired
        error={missing(!slug) ?? describeField(error, 'slug')}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            value={slug}
            onChange={(event) => onSlugChange(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}
