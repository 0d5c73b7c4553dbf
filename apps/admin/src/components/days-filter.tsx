import { Button } from '@freehold/ui/button';
import { FilterButton } from '@freehold/ui/choice-filter';
import { Field } from '@freehold/ui/field';
import { formatCalendarDate } from '@freehold/ui/formats';
import { Input } from '@freehold/ui/input';
import { Popover } from '@freehold/ui/popover';
import type { Days } from '../lib/days.ts';

export type DaysFilterProps = Days & { onDaysChange: (days: Days) => void };

/** Filter by calendar days, either end open. */
export function DaysFilter({ from, to, onDaysChange }: DaysFilterProps) {
  const summary = [from && `from ${formatCalendarDate(from)}`, to && `to ${formatCalendarDate(to)}`]
    .filter(Boolean)
    .join(' ');
  return (
    <Popover label="Days" trigger={<FilterButton label="Days" summary={summary} />}>
      <div className="grid w-52 gap-3">
        <Field label="From">
          {(control) => (
            <Input
              {...control}
              type="date"
              max={to}
              value={from ?? ''}
              onChange={(event) => onDaysChange({ from: event.target.value || undefined, to })}
            />
          )}
        </Field>
        <Field label="To">
          {(control) => (
            <Input
              {...control}
              type="date"
              min={from}
              value={to ?? ''}
              onChange={(event) => onDaysChange({ from, to: event.target.value || undefined })}
            />
          )}
        </Field>
        <Button size="sm" onClick={() => onDaysChange({ from: undefined, to: undefined })}>
          All days
        </Button>
      </div>
    </Popover>
  );
}
