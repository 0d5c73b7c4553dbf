import type { EffectiveLimit, LimitField } from '@freehold/core-contracts/limits';
import { formatCount } from '@freehold/ui/formats';
import { Amount } from '../../components/amount.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts, type TextName } from '../../lib/texts.ts';
import { useOwnLimits } from './use-send.ts';

const names: Readonly<Record<LimitField, { text: TextName; isCount: boolean }>> = {
  maxPerTransfer: { text: 'send.limit.transfer', isCount: false },
  maxPerDay: { text: 'send.limit.day', isCount: false },
  maxPerMonth: { text: 'send.limit.month', isCount: false },
  maxCountPerDay: { text: 'send.limit.dayCount', isCount: true },
  maxCountPerMonth: { text: 'send.limit.monthCount', isCount: true },
  maxCountPerHour: { text: 'send.limit.hourCount', isCount: true },
};

function Limit({ limit, currencyCode }: { limit: EffectiveLimit; currencyCode: string }) {
  const { t, locale } = useTexts();
  const { text, isCount } = names[limit.field];
  const left = limit.left ?? limit.limit ?? '0';
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6">
      <dt className="text-sm text-muted">{t(text)}</dt>
      <dd className="ml-auto min-w-0 text-right text-sm text-ink">
        {isCount ? (
          <span className="numeric">{formatCount(BigInt(left), locale)}</span>
        ) : (
          <Amount value={left} currencyCode={currencyCode} />
        )}
      </dd>
    </div>
  );
}

/** What may still be sent, where there is a limit at all. */
export function LimitList() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { data } = useOwnLimits(slug);
  if (!data) return null;
  const limits = data.limits.filter(({ limit }) => limit !== null);
  return (
    <section aria-labelledby="limits-title" className="grid gap-3 px-1">
      <h2 id="limits-title" className="text-sm font-semibold text-ink">
        {t('send.limits')}
      </h2>
      {limits.length === 0 ? (
        <p className="text-sm text-muted">{t('send.limit.none')}</p>
      ) : (
        <dl className="grid gap-2">
          {limits.map((limit) => (
            <Limit key={limit.field} limit={limit} currencyCode={data.currencyCode} />
          ))}
        </dl>
      )}
    </section>
  );
}
