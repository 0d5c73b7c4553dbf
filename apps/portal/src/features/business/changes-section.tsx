import { Scale, UserRoundPen, UserRoundPlus } from 'lucide-react';
import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import type {
  AccountBands,
  AccountChange,
  AccountChangeView,
} from '@freehold/core-contracts/business-changes';
import { Alert } from '@freehold/ui/alert';
import { Moment } from '../../components/moment.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { formatAmount } from '../../lib/amount-text.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts, type Translate } from '../../lib/texts.ts';
import { DecideChange } from './decide-change.tsx';
import { needWords } from './need-words.ts';
import { useChanges } from './use-business.ts';

const icons = {
  ADD_SIGNATORY: <UserRoundPlus />,
  CHANGE_SIGNATORY: <UserRoundPen />,
  SET_RULES: <Scale />,
} as const;

/** What a change would do, in a line. */
function changeWords(change: AccountChange, t: Translate): string {
  if (change.kind === 'SET_RULES') return t('business.change.SET_RULES');
  const { role, weight } = change.kind === 'ADD_SIGNATORY' ? change : change.after;
  const { kind, name } = change;
  return t(`business.change.${kind}`, { name, role: t(`business.role.${role}`), weight });
}

function Bands({
  title,
  bands: { approvalTtlHours, rules },
  currencyCode,
}: {
  title: string;
  bands: AccountBands;
  currencyCode: string;
}) {
  const { t, locale } = useTexts();
  const amount = (value: string) => formatAmount(value, currencyCode, locale);
  const hours = t('business.ttlHours', { count: approvalTtlHours });
  return (
    <section className="grid gap-1">
      <h3 className="font-medium text-ink">{title}</h3>
      <ul className="grid gap-1">
        {rules.map(({ fromAmount, belowAmount, ...need }) => (
          <li key={fromAmount}>
            <span className="block text-ink">
              {belowAmount === null
                ? t('business.bandOpen', { from: amount(fromAmount) })
                : t('business.band', { from: amount(fromAmount), below: amount(belowAmount) })}
            </span>
            {needWords(need, t).join(' · ')}
          </li>
        ))}
      </ul>
      <p>{t('business.ttlLead', { time: hours })}</p>
    </section>
  );
}

function Difference({ change, currencyCode }: { change: AccountChange; currencyCode: string }) {
  const { t } = useTexts();
  if (change.kind === 'ADD_SIGNATORY') return null;
  if (change.kind === 'CHANGE_SIGNATORY') {
    if (change.before === null) return null;
    const { role, weight } = change.before;
    return <p>{t('business.changeBefore', { role: t(`business.role.${role}`), weight })}</p>;
  }
  const { before, after } = change;
  return (
    <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
      <Bands title={t('business.changeToday')} bands={before} currencyCode={currencyCode} />
      <Bands title={t('business.changeThen')} bands={after} currencyCode={currencyCode} />
    </div>
  );
}

/** Why the reader cannot confirm it, where that is not plain. */
function whyNot({ isOutdated, decider, isOwn }: AccountChangeView, t: Translate): string | null {
  if (isOutdated) return t('business.changeOutdated');
  if (decider === 'OPERATOR') return t('business.changeForOperators');
  return isOwn ? t('business.changeOwn') : null;
}

function ChangeRow({ change }: { change: AccountChangeView }) {
  const { t } = useTexts();
  const { change: what, currencyCode, reason, proposedByName, expiresAt, isOwn } = change;
  const words = changeWords(what, t);
  const why = whyNot(change, t);
  return (
    <Row
      icon={icons[what.kind]}
      title={words}
      actions={<DecideChange change={change} words={words} />}
    >
      <div className="grid gap-1">
        <Difference change={what} currencyCode={currencyCode} />
        {reason !== '' && (
          <p className="[overflow-wrap:anywhere] whitespace-pre-line">
            {t('business.changeWhy', { reason })}
          </p>
        )}
        <p>
          {!isOwn && <>{t('business.changeBy', { name: proposedByName })} · </>}
          {t('business.changeUntil')} <Moment value={expiresAt} />
        </p>
        {why && <p className="font-medium text-ink">{why}</p>}
      </div>
    </Row>
  );
}

/** What would give somebody more power over an account and waits for a second person; nothing where nothing waits. */
export function ChangesSection({ account }: { account: BusinessAccountDetail }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const changes = useChanges(slug, account.id);
  if (changes.isError && !changes.data) {
    return <Alert tone="warning">{t('business.changesFailed')}</Alert>;
  }
  if (!changes.data?.length) return null;
  return (
    <Section isFlush title={t('business.changes')} lead={t('business.changesLead')}>
      <Rows label={t('business.changes')}>
        {changes.data.map((change) => (
          <ChangeRow key={change.id} change={change} />
        ))}
      </Rows>
    </Section>
  );
}
