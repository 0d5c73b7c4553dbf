import { Button, IconButton } from '@freehold/ui/button';
import { FieldError } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Plus, X } from 'lucide-react';
import type { MoneyDraft } from './money-draft.ts';

const mostBands = 20;

export type BandsEditorProps = {
  bands: MoneyDraft['bands'];
  problems: Readonly<Record<string, string>>;
  isReadOnly: boolean;
  onBandsChange: (bands: MoneyDraft['bands']) => void;
};

/** Rates of the tax: each is for the part of the balance from its amount on, up to the next one's. */
export function BandsEditor({ bands, problems, isReadOnly, onBandsChange }: BandsEditorProps) {
  const change = (index: number, patch: Partial<MoneyDraft['bands'][number]>) =>
    onBandsChange(bands.map((band, at) => (at === index ? { ...band, ...patch } : band)));
  return (
    <fieldset className="grid gap-2" disabled={isReadOnly}>
      <legend className="mb-1.5 text-sm font-medium text-ink">Rates</legend>
      {bands.length === 0 && <p className="text-sm text-muted">None yet: nothing is taxed.</p>}
      {bands.map((band, index) => {
        const problem =
          problems[`tax.bands.${index}.fromAmount`] ?? problems[`tax.bands.${index}.rate`];
        return (
          <div key={index} className="grid gap-1">
            <div className="flex flex-wrap items-center gap-2 text-sm text-muted">
              <Input
                aria-label={`Rate ${index + 1}, per cent`}
                aria-invalid={problems[`tax.bands.${index}.rate`] ? true : undefined}
                inputMode="decimal"
                className="numeric w-24"
                value={band.rate}
                onChange={(event) => change(index, { rate: event.target.value })}
              />
              % of the part from
              <Input
                aria-label={`Rate ${index + 1}, from amount`}
                aria-invalid={problems[`tax.bands.${index}.fromAmount`] ? true : undefined}
                inputMode="decimal"
                className="numeric w-44"
                value={band.fromAmount}
                onChange={(event) => change(index, { fromAmount: event.target.value })}
              />
              on
              {!isReadOnly && (
                <IconButton
                  label={`Take rate ${index + 1} away`}
                  tooltip={false}
                  icon={<X />}
                  onClick={() => onBandsChange(bands.filter((_band, at) => at !== index))}
                />
              )}
            </div>
            {problem && <FieldError>{problem}</FieldError>}
          </div>
        );
      })}
      {!isReadOnly && bands.length < mostBands && (
        <Button
          size="sm"
          icon={<Plus />}
          className="justify-self-start"
          onClick={() =>
            onBandsChange([...bands, { fromAmount: bands.length === 0 ? '0' : '', rate: '' }])
          }
        >
          Add a rate
        </Button>
      )}
    </fieldset>
  );
}
