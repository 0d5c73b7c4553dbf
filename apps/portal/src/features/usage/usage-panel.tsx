import { useState } from 'react';
import type { UsageView } from '@freehold/core-contracts/organizations';
import { Chart } from '@freehold/ui/chart';
import { formatCount } from '@freehold/ui/formats';
import { Select } from '@freehold/ui/select';
import { Remote } from '../../components/remote.tsx';
import { Section } from '../../components/section.tsx';
import { formatPoint } from '../../lib/moments.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { usageSpans, type UsageSpan } from './usage-range.ts';
import { useUsage } from './use-usage.ts';

function UsageChart({ usage, span }: { usage: UsageView; span: UsageSpan }) {
  const { t, locale } = useTexts();
  const bucket = span === 'day' ? 'HOUR' : 'DAY';
  const count = (value: bigint) => formatCount(value, locale);
  return (
    <Chart
      title={t('usage.calls')}
      kind="bar"
      height={240}
      locale={locale}
      pictureLabel={t('usage.asPicture')}
      tableLabel={t('usage.asTable')}
      summary={t('usage.summary', {
        calls: count(usage.totalCalls),
        errors: count(usage.totalErrors),
      })}
      categoryLabel={t(`usage.bucket.${bucket}`)}
      series={[
        { key: 'calls', label: t('usage.calls'), tone: 1 },
        { key: 'errors', label: t('usage.errors'), tone: 4 },
      ]}
      categories={usage.points.map(({ at, calls, errors }) => ({
        label: formatPoint(at, bucket, locale),
        values: { calls: Number(calls), errors: Number(errors) },
      }))}
    />
  );
}

function KeyShares({ usage }: { usage: UsageView }) {
  const { t, locale } = useTexts();
  if (usage.byKey.length === 0) return <p className="text-sm text-subtle">{t('usage.noKeys')}</p>;
  return (
    <ul className="grid gap-2.5 text-sm">
      {usage.byKey.map(({ apiKeyId, name, prefix, calls }) => (
        <li key={apiKeyId} className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="min-w-0 text-ink [overflow-wrap:anywhere]">
            {name} <code className="font-mono text-xs text-subtle">{prefix}…</code>
          </span>
          <span className="numeric text-ink">{formatCount(calls, locale)}</span>
        </li>
      ))}
    </ul>
  );
}

/** How often an organization's keys were used, as a picture or a table. */
export function UsagePanel({ organizationId }: { organizationId: string }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [span, setSpan] = useState<UsageSpan>('month');
  const usage = useUsage(slug, organizationId, span);
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <Section
        title={t('usage.title')}
        lead={t('usage.lead')}
        action={
          <Select
            aria-label={t('usage.span')}
            size="lg"
            className="w-44"
            value={span}
            // The options are the spans themselves.
            onValueChange={(value) => setSpan(value as UsageSpan)}
            options={usageSpans.map((each) => ({ value: each, label: t(`usage.span.${each}`) }))}
          />
        }
      >
        <Remote query={usage}>{(data) => <UsageChart usage={data} span={span} />}</Remote>
      </Section>
      {usage.data && (
        <Section title={t('usage.byKey')}>
          <KeyShares usage={usage.data} />
        </Section>
      )}
    </div>
  );
}
