import {
  organizationEventTypes,
  WebhookEventType,
  type WebhookEndpointView,
} from '@freehold/core-contracts/webhooks';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Dialog } from '@freehold/ui/dialog';
import { Field, FieldError } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { describeField } from '../../lib/field-problems.ts';
import { eventTypeHints } from '../../lib/webhook-labels.ts';

export type EndpointDraft = {
  url: string;
  description: string;
  eventTypes: WebhookEventType[];
  isEnabled: boolean;
};

export type EndpointDialogProps = {
  /** Absent for a new one. */
  endpoint?: WebhookEndpointView;
  /** Null for the tenant's own. */
  organizationName: string | null;
  isBusy: boolean;
  error: unknown;
  onSave: (draft: EndpointDraft) => void;
  onClose: () => void;
};

/** Asks where an endpoint is and what it hears of. */
export function EndpointDialog(props: EndpointDialogProps) {
  const { endpoint, organizationName, isBusy, error, onSave, onClose } = props;
  const [draft, setDraft] = useState<EndpointDraft>({
    url: endpoint?.url ?? '',
    description: endpoint?.description ?? '',
    eventTypes: endpoint?.eventTypes ?? [],
    isEnabled: endpoint?.isEnabled ?? true,
  });
  const [isTouched, setIsTouched] = useState(false);
  const change = (part: Partial<EndpointDraft>) => setDraft((old) => ({ ...old, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (!draft.url.trim() || draft.eventTypes.length === 0 || isBusy) return;
    onSave({ ...draft, url: draft.url.trim() });
  };
  const owner = organizationName ?? 'This tenant';
  return (
    <Dialog
      open
      width="md"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={endpoint ? 'Change the endpoint' : 'Add an endpoint'}
      description={
        endpoint
          ? `${owner} sends events here.`
          : `${owner} sends events there. The signing secret is shown once, right after this.`
      }
      isLocked={isBusy}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <AddressFields draft={draft} onChange={change} error={error} isTouched={isTouched} />
        <EventChoices
          offered={offeredTypes(organizationName === null)}
          chosen={draft.eventTypes}
          onChosenChange={(eventTypes) => change({ eventTypes })}
          isTouched={isTouched}
        />
        {endpoint && (
          <CheckboxField
            checked={draft.isEnabled}
            onCheckedChange={(isEnabled) => change({ isEnabled })}
            label="On"
            hint="Off: nothing is sent, and what waits is called off."
          />
        )}
        {Boolean(error) && <Alert tone="danger">{describeError(error)}</Alert>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={isBusy} onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {endpoint ? 'Save the change' : 'Add the endpoint'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A test goes to its endpoint whatever that asks for: it is nothing to choose. */
function offeredTypes(isTenants: boolean): WebhookEventType[] {
  const all: readonly WebhookEventType[] = isTenants
    ? WebhookEventType.options
    : organizationEventTypes;
  return all.filter((type) => type !== 'webhook.tested');
}

type AddressFieldsProps = {
  draft: EndpointDraft;
  onChange: (part: Partial<EndpointDraft>) => void;
  error: unknown;
  isTouched: boolean;
};

function AddressFields({ draft, onChange, error, isTouched }: AddressFieldsProps) {
  return (
    <>
      <Field
        label="Address"
        isRequired
        hint="Begins with https:// and is reachable from the internet."
        error={isTouched && !draft.url.trim() ? 'Fill this in.' : describeField(error, 'url')}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={2000}
            placeholder="https://hooks.example.org/freehold"
            value={draft.url}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        )}
      </Field>
      <Field label="Description" error={describeField(error, 'description')}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={200}
            placeholder="Billing"
            value={draft.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

type EventChoicesProps = {
  offered: readonly WebhookEventType[];
  chosen: readonly WebhookEventType[];
  onChosenChange: (chosen: WebhookEventType[]) => void;
  isTouched: boolean;
};

function EventChoices({ offered, chosen, onChosenChange, isTouched }: EventChoicesProps) {
  const toggle = (type: WebhookEventType, isChosen: boolean) =>
    onChosenChange(isChosen ? [...chosen, type] : chosen.filter((each) => each !== type));
  const isAll = offered.every((type) => chosen.includes(type));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-sm font-medium text-ink">What it hears of</legend>
      <CheckboxField
        checked={isAll ? true : chosen.length > 0 ? 'indeterminate' : false}
        onCheckedChange={() => onChosenChange(isAll ? [] : [...offered])}
        label="Everything"
      />
      <div className="grid gap-x-4 gap-y-2.5 border-t border-line pt-2.5 sm:grid-cols-2">
        {offered.map((type) => (
          <CheckboxField
            key={type}
            checked={chosen.includes(type)}
            onCheckedChange={(isChosen) => toggle(type, isChosen)}
            label={<span className="font-mono text-xs">{type}</span>}
            hint={eventTypeHints[type]}
          />
        ))}
      </div>
      {isTouched && chosen.length === 0 && <FieldError>Choose one at least.</FieldError>}
    </fieldset>
  );
}
