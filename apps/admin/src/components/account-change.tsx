import type { AccountBands, AccountChangeView } from '@freehold/core-contracts/business-changes';
import { signatoryRoleLabels } from '../lib/money-labels.ts';
import { describeBand, describeRule } from '../lib/rule-words.ts';

type Part = { readonly role: keyof typeof signatoryRoleLabels; readonly weight: number };

const partWords = ({ role, weight }: Part) =>
  `${signatoryRoleLabels[role].toLowerCase()} with a weight of ${weight}`;

/** What a change of a business account would do. */
export function AccountChangeWords({
  change,
  currencyCode,
}: Pick<AccountChangeView, 'change' | 'currencyCode'>) {
  switch (change.kind) {
    case 'ADD_SIGNATORY':
      return (
        <p>
          {change.name || 'Erased person'} would sign as {partWords(change)}.
        </p>
      );
    case 'CHANGE_SIGNATORY':
      return (
        <p>
          {change.name || 'Erased person'} would sign as {partWords(change.after)}
          {change.before && `, today ${partWords(change.before)}`}.
        </p>
      );
    case 'SET_RULES':
      return (
        <div className="grid gap-3">
          <Bands title="Today" bands={change.before} currencyCode={currencyCode} />
          <Bands title="Then" bands={change.after} currencyCode={currencyCode} />
        </div>
      );
  }
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
  return (
    <section className="grid gap-1">
      <h4 className="font-semibold">{title}</h4>
      <ul className="grid gap-1">
        {rules.map((rule) => (
          <li key={rule.fromAmount}>
            <span className="numeric font-medium">{describeBand(rule, currencyCode)}</span>:{' '}
            {describeRule(rule)}
          </li>
        ))}
        <li>A transfer lapses after {approvalTtlHours} hours.</li>
      </ul>
    </section>
  );
}
