import { ListFilter } from 'lucide-react';
import { useId, useState } from 'react';
import { TransactionType } from '@freehold/core-contracts/enums';
import type { OwnWallet } from '@freehold/core-contracts/wallets';
import { AmountField } from '@freehold/ui/amount-field';
import { CountBadge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { cn } from '@freehold/ui/class-names';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { WalletField } from '../../components/wallet-field.tsx';
import { readAmount } from '../../lib/amount-text.ts';
import { fieldSentence } from '../../lib/problems.ts';
import { useTexts } from '../../lib/texts.ts';
import { Asked, countNarrowed, isNarrowed, type HistorySearch } from './history-search.ts';

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

function FilterFields({ answers, set, errorOf }: Omit<ReturnType<typeof useAnswers>, 'submit'>) {
  const { t } = useTexts();
  return (
    <>
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
    </>
  );
}

/** On a phone, what folds the filters away until they are wanted, and says how many there are. */
function FilterToggle({
  count,
  isOpen,
  controls,
  onToggle,
}: {
  count: number;
  isOpen: boolean;
  controls: string;
  onToggle: () => void;
}) {
  const { t } = useTexts();
  return (
    <Button
      size="lg"
      icon={<ListFilter aria-hidden />}
      className="col-span-full sm:hidden"
      aria-expanded={isOpen}
      aria-controls={controls}
      onClick={onToggle}
    >
      {t('history.fold')}
      {count > 0 && (
        <>
          <span aria-hidden>
            <CountBadge count={count} tone="accent" />
          </span>
          <span className="sr-only">{t('history.foldCount', { count })}</span>
        </>
      )}
    </Button>
  );
}

/** Which wallet, and what of its history. */
export function HistoryFilters({ search, wallets, walletId, onSearch }: FilterProps) {
  const { t } = useTexts();
  const { submit, ...fields } = useAnswers({ search, onSearch });
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <form
      noValidate
      aria-label={t('history.filters')}
      className="grid grid-cols-1 gap-4 rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <WalletField
        label={t('history.wallet')}
        wallets={wallets}
        value={walletId}
        onValueChange={(wallet) => onSearch({ ...search, wallet })}
      />
      <FilterToggle
        count={countNarrowed(search)}
        isOpen={isOpen}
        controls={id}
        onToggle={() => setIsOpen((was) => !was)}
      />
      <div
        id={id}
        className={cn(
          'grid grid-cols-2 items-start gap-4 sm:grid-cols-3 lg:grid-cols-5',
          !isOpen && 'max-sm:hidden',
        )}
      >
        <FilterFields {...fields} />
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
      </div>
    </form>
  );
}
