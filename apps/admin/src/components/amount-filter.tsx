import { AmountField, readAmount } from '@freehold/ui/amount-field';
import { Button } from '@freehold/ui/button';
import { FilterButton } from '@freehold/ui/choice-filter';
import { Popover } from '@freehold/ui/popover';
import { useState, type FormEvent } from 'react';
import { describeAmountProblem } from '../lib/money-sentences.ts';

type Range = { min?: string | undefined; max?: string | undefined };
export type AmountFilterProps = Range & {
  label: string;
  /** Only from an amount on. */
  isOpenEnded?: boolean;
  onRangeChange: (range: Range) => void;
};

/** Filter by amount, either end open. */
export function AmountFilter(props: AmountFilterProps) {
  const { label, min, max } = props;
  const [isOpen, setIsOpen] = useState(false);
  const summary = [min && `from ${min}`, max && `to ${max}`].filter(Boolean).join(' ');
  return (
    <Popover
      label={label}
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={<FilterButton label={label} summary={summary} />}
    >
      <RangeForm {...props} onDone={() => setIsOpen(false)} />
    </Popover>
  );
}

function problemOf(text: string): string | undefined {
  const reading = readAmount(text);
  return reading.isGood || reading.code === 'required'
    ? undefined
    : describeAmountProblem(reading.code);
}

function valueOf(text: string): string | undefined {
  const reading = readAmount(text);
  return reading.isGood ? reading.value : undefined;
}

function RangeForm(props: AmountFilterProps & { onDone: () => void }) {
  const { isOpenEnded = false, onRangeChange, onDone } = props;
  const [from, setFrom] = useState(props.min ?? '');
  const [to, setTo] = useState(props.max ?? '');
  const problems = [problemOf(from), problemOf(to)] as const;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problems.some((problem) => problem !== undefined)) return;
    onRangeChange({ min: valueOf(from), max: valueOf(to) });
    onDone();
  };
  return (
    <form onSubmit={submit} noValidate className="grid w-60 gap-3">
      <AmountField label="From" value={from} onValueChange={setFrom} error={problems[0]} />
      {!isOpenEnded && (
        <AmountField label="To" value={to} onValueChange={setTo} error={problems[1]} />
      )}
      <div className="flex justify-between gap-2">
        <Button
          size="sm"
          onClick={() => {
            onRangeChange({ min: undefined, max: undefined });
            onDone();
          }}
        >
          All amounts
        </Button>
        <Button size="sm" variant="primary" type="submit">
          Show
        </Button>
      </div>
    </form>
  );
}
