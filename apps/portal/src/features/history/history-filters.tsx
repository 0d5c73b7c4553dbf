import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { TransactionType } from '@freehold/core-contracts/enums';
import type { OwnWallet } from '@freehold/core-contracts/wallets';
import { AmountField } from '@freehold/ui/amount-field';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { WalletField } from '../../components/wallet-field.tsx';
import { readAmount } from '../../lib/amount-text.ts';
import { fieldSentence } from '../../lib/problems.ts';
import { useTexts } from '../../lib/texts.ts';
import { Asked, isNarrowed, type HistorySearch } from './history-search.ts';

type FilterProps = {
  search: HistorySearch;
  wallets: readonly OwnWallet[];
  walletId: string;
  onSearch: (search: HistorySearch) => void;
};

/** Types that a person meets in a wallet of their own. */
const shownTypes = TransactionType.exclude(['MINT']).options;

const blank = (value: string | undefined) => value ?? '';

/** What is typed, until it is asked for; what does not fit is said at its field. */
function useAnswers({ search, onSearch }: Pick<FilterProps, 'search' | 'onSearch'>) {
  const { t, locale } = useTexts();
  const [answers, setAnswers] = useState({
    type: blank(search.type),
    from: blank(search.from),
    until: blank(search.until),
    minimum: blank(search.minimum),
    maximum: blank(search.maximum),
  });
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const submit = () => {
    const { minimum, maximum, ...rest } = answers;
    const given = {
      ...rest,
      minimum: readAmount(minimum, locale),
      maximum: readAmount(maximum, locale),
    };
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    const asked = Asked.safeParse(filled);
    const issues = asked.success ? [] : asked.error.issues;
    setCodes(Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message])));
    if (asked.success) onSearch({ ...asked.data, wallet: search.wallet });
  };
  return {
    answers,
    submit,
    set: (name: keyof typeof answers) => (value: string) =>
      setAnswers((old) => ({ ...old, [name]: value })),
    errorOf: (name: string) => {
      const code = codes[name];
      return code === undefined ? undefined : fieldSentence(code, t, name);
    },
  };
}

function DayField({
  label,
  value,
  error,
  onValueChange,
}: {
  label: string;
  value: string;
  error: string | undefined;
  onValueChange: (value: string) => void;
}) {
  return (
    <Field label={label} error={error} className="max-sm:col-span-2">
      {(control) => (
        <Input
          {...control}
          type="date"
          size="lg"
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Which wallet, and what of its history. */
export function HistoryFilters({ search, wallets, walletId, onSearch }: FilterProps) {
  const { t } = useTexts();
  const { answers, set, submit, errorOf } = useAnswers({ search, onSearch });
  return (
    <form
      noValidate
      aria-label={t('history.filters')}
      className="grid grid-cols-2 items-start gap-4 rounded-xl border border-line bg-surface p-5 shadow-xs sm:grid-cols-3 sm:p-6 lg:grid-cols-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <WalletField
        className="col-span-full"
        label={t('history.wallet')}
        wallets={wallets}
        value={walletId}
        onValueChange={(wallet) => onSearch({ ...search, wallet })}
      />
      <Field label={t('history.type')} className="max-sm:col-span-2">
        {(control) => (
          <Select
            {...control}
            size="lg"
            value={answers.type}
            placeholder={t('history.anyType')}
            onValueChange={set('type')}
            options={shownTypes.map((type) => ({ value: type, label: t(`history.type.${type}`) }))}
          />
        )}
      </Field>
      {(['from', 'until'] as const).map((name) => (
        <DayField
          key={name}
          label={t(`history.${name}`)}
          value={answers[name]}
          error={errorOf(name)}
          onValueChange={set(name)}
        />
      ))}
      {(['minimum', 'maximum'] as const).map((name) => (
        <AmountField
          key={name}
          size="lg"
          label={t(`history.${name}`)}
          value={answers[name]}
          error={errorOf(name)}
          onValueChange={set(name)}
        />
      ))}
      <div className="col-span-full flex flex-wrap gap-3">
        <Button type="submit" variant="primary" size="lg" icon={<ListFilter aria-hidden />}>
          {t('history.apply')}
        </Button>
        {isNarrowed(search) && (
          <Button size="lg" onClick={() => onSearch({ wallet: search.wallet })}>
            {t('history.clear')}
          </Button>
        )}
      </div>
    </form>
  );
}
