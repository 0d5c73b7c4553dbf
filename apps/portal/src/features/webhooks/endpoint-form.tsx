import { useState } from 'react';
import {
  organizationEventTypes,
  WebhookEventType,
  WebhookUrl,
  type WebhookEndpointView,
} from '@freehold/core-contracts/webhooks';
import { line } from '@freehold/core-contracts/text';
import { z } from 'zod';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Dialog } from '@freehold/ui/dialog';
import { Field, FieldError } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { webhookActs, webhookKeys } from './use-webhooks.ts';

type EndpointFormProps = {
  organizationId: string;
  /** The one that is changed; null for a new one. */
  endpoint: WebhookEndpointView | null;
  onDone: (secret: string | null) => void;
};

const Answers = z.object({
  url: WebhookUrl,
  description: line(200, 0),
  eventTypes: z.array(WebhookEventType).min(1, { error: 'none_chosen' }),
  isEnabled: z.boolean(),
});

const inFields = { 'webhook.url_refused': 'url', 'webhook.event_not_available': 'eventTypes' };

/** A test is sent whatever was chosen. */
const offered = organizationEventTypes.filter((type) => type !== 'webhook.tested');

function EventChoice({
  chosen,
  onChange,
  error,
}: {
  chosen: readonly WebhookEventType[];
  onChange: (types: WebhookEventType[]) => void;
  error: string | undefined;
}) {
  const { t } = useTexts();
  return (
    <fieldset className="grid gap-3" aria-describedby={error ? 'events-error' : undefined}>
      <legend className="mb-2 text-sm font-medium text-ink">{t('webhook.events')}</legend>
      {offered.map((type) => (
        <CheckboxField
          key={type}
          label={t(`webhook.event.${type}`)}
          hint={<code className="font-mono">{type}</code>}
          checked={chosen.includes(type)}
          onCheckedChange={(isChecked) =>
            onChange(isChecked ? [...chosen, type] : chosen.filter((each) => each !== type))
          }
        />
      ))}
      {error && <FieldError id="events-error">{error}</FieldError>}
    </fieldset>
  );
}

function useEndpointForm({ organizationId, endpoint, onDone }: EndpointFormProps) {
  const { slug } = useTenant();
  return useForm({
    schema: Answers,
    send: async (answers) => {
      if (endpoint) {
        const { id: endpointId, version } = endpoint;
        await webhookActs(slug).update({ endpointId, version, ...answers });
        return onDone(null);
      }
      const { isEnabled: _, ...fresh } = answers;
      return onDone((await webhookActs(slug).create({ organizationId, ...fresh })).secret);
    },
    fieldOf: inFields,
    renews: webhookKeys(slug, organizationId),
    notice: endpoint ? 'general.saved' : undefined,
  });
}

function EndpointForm(props: EndpointFormProps) {
  const { endpoint } = props;
  const { t } = useTexts();
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [eventTypes, setEventTypes] = useState<WebhookEventType[]>(
    endpoint?.eventTypes ?? [...offered],
  );
  const [isEnabled, setIsEnabled] = useState(endpoint?.isEnabled ?? true);
  const form = useEndpointForm(props);
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ url, description, eventTypes, isEnabled });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('webhook.url')} hint={t('webhook.urlHint')} error={form.errorOf('url')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            size="lg"
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('webhook.description')}
        isOptional
        optionalWord={t('general.optional')}
        error={form.errorOf('description')}
      >
        {(control) => (
          <Input
            {...control}
            size="lg"
            maxLength={200}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
      <EventChoice
        chosen={eventTypes}
        onChange={setEventTypes}
        error={form.errorOf('eventTypes')}
      />
      {endpoint && (
        <CheckboxField
          label={t('webhook.enabled')}
          hint={t('webhook.enabledHint')}
          checked={isEnabled}
          onCheckedChange={setIsEnabled}
        />
      )}
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t(endpoint ? 'general.save' : 'webhook.create')}
      </Button>
    </form>
  );
}

/** An address for events: a new one, or what is changed about one. */
export function EndpointDialog(props: EndpointFormProps & { onClose: () => void }) {
  const { t } = useTexts();
  const { onClose, ...form } = props;
  return (
    <Dialog
      open
      width="md"
      onOpenChange={onClose}
      title={t(form.endpoint ? 'webhook.changeTitle' : 'webhook.create')}
      closeLabel={t('general.close')}
    >
      <EndpointForm {...form} />
    </Dialog>
  );
}
