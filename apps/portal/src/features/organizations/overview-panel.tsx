import { useState } from 'react';
import {
  UpdateOrganizationInput,
  type OrganizationDetail,
} from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { formatCount } from '@freehold/ui/formats';
import { Input } from '@freehold/ui/input';
import { Moment } from '../../components/moment.tsx';
import { Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { DangerSection } from './danger-section.tsx';
import { SubscriptionSection } from './subscription-section.tsx';
import { organizationActs, organizationKeys } from './use-organizations.ts';

type PanelProps = { organization: OrganizationDetail };

function Facts({ organization }: PanelProps) {
  const { t, locale } = useTexts();
  const count = (value: number | bigint) => formatCount(value, locale);
  const facts = [
    [t('organization.tab.members'), count(organization.memberCount)],
    [t('organization.tab.credits'), count(organization.scanCredits)],
    [t('organization.calls'), count(organization.apiCallsUsed)],
    [t('organization.scans'), count(organization.totalScans)],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0 rounded-xl border border-line bg-surface p-4 shadow-xs">
          <dt className="text-xs text-subtle">{name}</dt>
          <dd className="numeric mt-1 text-xl font-semibold text-ink [overflow-wrap:anywhere]">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function NameSection({ organization }: PanelProps) {
  const { t } = useTexts();
  const tenant = useTenant();
  const { id: organizationId, version, slug, createdAt, canManage } = organization;
  const [name, setName] = useState(organization.name);
  const form = useForm({
    schema: UpdateOrganizationInput,
    send: organizationActs(tenant.slug).update,
    renews: organizationKeys(tenant.slug, organizationId),
    notice: 'general.saved',
  });
  return (
    <Section
      title={t('organization.details')}
      lead={
        <>
          {t('organization.slug')}: <span className="font-mono text-ink">{slug}</span>
          {' · '}
          {t('organization.founded')} <Moment value={createdAt} look="day" />
        </>
      }
    >
      {canManage && (
        <form
          noValidate
          className="grid max-w-lg gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            form.submit({ organizationId, version, name });
          }}
        >
          {form.message && <Alert tone="danger">{form.message}</Alert>}
          <Field label={t('organization.name')} error={form.errorOf('name')}>
            {(control) => (
              <Input
                {...control}
                size="lg"
                maxLength={120}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Button
            type="submit"
            size="lg"
            className="justify-self-start"
            isBusy={form.isBusy}
            disabled={name.trim() === organization.name}
          >
            {t('general.save')}
          </Button>
        </form>
      )}
    </Section>
  );
}

/** What an organization is: its figures, name, subscription, and how to part with it. */
export function OverviewPanel({ organization, onLeft }: PanelProps & { onLeft: () => void }) {
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <Facts organization={organization} />
      <SubscriptionSection subscription={organization.subscription} />
      <NameSection key={organization.version} organization={organization} />
      <DangerSection organization={organization} onLeft={onLeft} />
    </div>
  );
}
