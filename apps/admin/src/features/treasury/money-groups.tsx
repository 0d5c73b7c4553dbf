import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { CheckboxField } from '@freehold/ui/checkbox';
import { BandsEditor } from './bands-editor.tsx';
import type { MoneyDraft } from './money-draft.ts';
import { MoneyFieldControl } from './money-field-control.tsx';
import { moneyGroups } from './money-fields.ts';
import { useTreasury } from './use-treasury.ts';

export type MoneyGroupsProps = {
  draft: MoneyDraft;
  problems: Readonly<Record<string, string>>;
  isReadOnly: boolean;
  onDraftChange: (draft: MoneyDraft) => void;
};

/** Every setting of money in its group. */
export function MoneyGroups({ draft, problems, isReadOnly, onDraftChange }: MoneyGroupsProps) {
  const currencyCode = useTreasury().data?.currencyCode;
  return moneyGroups.map((group) => (
    <Card key={group.title}>
      <CardHeader title={group.title} description={group.description} />
      <CardBody className="grid gap-4">
        {group.isTax && (
          <CheckboxField
            label="Hoarding is taxed"
            hint="Switched off, no cycle can be computed or applied."
            checked={draft.isTaxEnabled}
            disabled={isReadOnly}
            onCheckedChange={(isTaxEnabled) => onDraftChange({ ...draft, isTaxEnabled })}
          />
        )}
        <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {group.fields.map((field) => (
            <MoneyFieldControl
              key={field.path}
              field={field}
              text={draft.texts[field.path] ?? ''}
              isReadOnly={isReadOnly}
              currencyCode={currencyCode}
              error={problems[field.path]}
              onTextChange={(text) =>
                onDraftChange({ ...draft, texts: { ...draft.texts, [field.path]: text } })
              }
            />
          ))}
        </div>
        {group.isTax && (
          <BandsEditor
            bands={draft.bands}
            problems={problems}
            isReadOnly={isReadOnly}
            onBandsChange={(bands) => onDraftChange({ ...draft, bands })}
          />
        )}
      </CardBody>
    </Card>
  ));
}
