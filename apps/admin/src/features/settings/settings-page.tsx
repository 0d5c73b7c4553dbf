import type { TenantSettingsView } from '@freehold/core-contracts/people';
import { Alert } from '@freehold/ui/alert';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Field } from '@freehold/ui/field';
import { Identifier } from '@freehold/ui/identifier';
import { Input } from '@freehold/ui/input';
import { KeyValueList } from '@freehold/ui/key-value';
import { useState, type FormEvent } from 'react';
import { ChangedElsewhere } from '../../components/changed-elsewhere.tsx';
import { Page } from '../../components/page.tsx';
import { PendingCard } from '../../components/pending-card.tsx';
import { SaveBar } from '../../components/save-bar.tsx';
import { useCan } from '../../lib/session.tsx';
import { SaveSettingsDialog } from './save-settings-dialog.tsx';
import { findSettingProblem, listSettingChanges } from './setting-changes.ts';
import { SettingControl } from './setting-control.tsx';
import { settingGroups } from './setting-fields.ts';
import { useSettings } from './use-settings.ts';

const description = 'What this tenant asks of people and operators.';

/** Settings of the tenant. */
export function SettingsPage() {
  const settings = useSettings();
  const { data, error } = settings;
  if (data) return <SettingsForm current={data} />;
  return (
    <Page title="Settings" description={description}>
      <PendingCard error={error} onRetry={() => void settings.refetch()} />
    </Page>
  );
}

/* The form keeps what it began with: another operator's change is shown, never overwritten. */
function SettingsForm({ current }: { current: TenantSettingsView }) {
  const canManage = useCan('tenant.manage');
  const [base, setBase] = useState(current);
  const [draft, setDraft] = useState(current);
  const [isSaving, setIsSaving] = useState(false);
  const start = (view: TenantSettingsView) => {
    setBase(view);
    setDraft(view);
  };
  const changes = listSettingChanges(base, draft);
  const isChangedElsewhere = current.version !== base.version;
  const isNameMissing = draft.name.trim().length < 2;
  const hasProblem =
    isNameMissing ||
    settingGroups.some((group) =>
      group.fields.some((field) => findSettingProblem(field, draft.settings) !== undefined),
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changes.length > 0 && !hasProblem && !isChangedElsewhere) setIsSaving(true);
  };
  return (
    <Page title="Settings" description={description}>
      <form onSubmit={submit} noValidate className="grid max-w-4xl gap-4">
        {!canManage && <Alert tone="info">Your role reads these settings and changes none.</Alert>}
        {isChangedElsewhere && (
          <ChangedElsewhere
            changes={listSettingChanges(base, current)}
            onTake={() => start(current)}
          />
        )}
        <TenantCard
          current={current}
          name={draft.name}
          isReadOnly={!canManage}
          onNameChange={(name) => setDraft({ ...draft, name })}
        />
        <SettingGroups
          settings={draft.settings}
          isReadOnly={!canManage}
          onChange={(settings) => setDraft({ ...draft, settings })}
        />
        {canManage && (
          <SaveBar
            changeCount={changes.length}
            canSave={!hasProblem && !isChangedElsewhere}
            onUndo={() => setDraft(base)}
          />
        )}
      </form>
      {isSaving && (
        <SaveSettingsDialog
          base={base}
          draft={draft}
          onClose={() => setIsSaving(false)}
          onDone={(version) => start({ ...draft, version: version ?? base.version })}
        />
      )}
    </Page>
  );
}

type TenantCardProps = {
  current: TenantSettingsView;
  name: string;
  isReadOnly: boolean;
  onNameChange: (name: string) => void;
};

function TenantCard({ current, name, isReadOnly, onNameChange }: TenantCardProps) {
  return (
    <Card>
      <CardHeader title="Tenant" />
      <CardBody className="grid gap-4">
        <Field
          label="Name"
          hint="As people read it in the portal and in messages."
          error={name.trim().length < 2 ? 'Two signs at least.' : undefined}
        >
          {(control) => (
            <Input
              {...control}
              className="max-w-96"
              disabled={isReadOnly}
              maxLength={120}
              value={name}
              onChange={(event) => onNameChange(event.target.value)}
            />
          )}
        </Field>
        <KeyValueList
          columns={2}
          items={[
            { label: 'In addresses', value: current.slug },
            { label: 'Modules', value: current.modules.join(', ') },
            {
              label: 'Tenant',
              value: <Identifier isFull value={current.id} label="tenant id" />,
              isWide: true,
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}

type SettingGroupsProps = {
  settings: TenantSettingsView['settings'];
  isReadOnly: boolean;
  onChange: (settings: TenantSettingsView['settings']) => void;
};

function SettingGroups({ settings, isReadOnly, onChange }: SettingGroupsProps) {
  return settingGroups.map((group) => (
    <Card key={group.title}>
      <CardHeader title={group.title} description={group.description} />
      <CardBody className="grid gap-5">
        {group.fields.map((field) => (
          <SettingControl
            key={field.name}
            field={field}
            settings={settings}
            isReadOnly={isReadOnly}
            error={findSettingProblem(field, settings)}
            onChange={onChange}
          />
        ))}
      </CardBody>
    </Card>
  ));
}
