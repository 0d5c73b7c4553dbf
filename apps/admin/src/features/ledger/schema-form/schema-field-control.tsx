import { Button, IconButton } from '@freehold/ui/button';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Field } from '@freehold/ui/field';
import { Input, Textarea } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { Plus, X } from 'lucide-react';
import { toEmptyDraft, toOpenGroup, type SchemaDraft } from './schema-draft.ts';
import type { SchemaField } from './schema-fields.ts';

export type SchemaFieldControlProps = {
  field: SchemaField;
  draft: SchemaDraft;
  path: string;
  /** By path; only what the operator should see by now. */
  problems: Readonly<Record<string, string>>;
  onDraftChange: (draft: SchemaDraft) => void;
};

const noNewIds: ReadonlySet<string> = new Set();

/** One field of a payload as its schema wants it; groups and lists hold further ones. */
export function SchemaFieldControl(props: SchemaFieldControlProps) {
  const { field, draft, onDraftChange } = props;
  switch (field.kind) {
    case 'group':
      return <GroupControl {...props} field={field} />;
    case 'list':
      return <ListControl {...props} field={field} />;
    case 'flag':
      return (
        <CheckboxField
          label={field.label}
          checked={draft === true}
          onCheckedChange={onDraftChange}
        />
      );
    case 'text':
    case 'id':
    case 'moment':
    case 'number':
    case 'choice':
    case 'json':
      return <TextControl {...props} />;
  }
}

function TextControl({ field, draft, path, problems, onDraftChange }: SchemaFieldControlProps) {
  const text = typeof draft === 'string' ? draft : '';
  const common = { value: text, autoComplete: 'off', spellCheck: false };
  const isArea = field.kind === 'json' || (field.kind === 'text' && field.isLong);
  return (
    <Field
      label={field.label}
      isOptional={field.isOptional}
      isRequired={!field.isOptional}
      error={problems[path]}
      hint={field.kind === 'moment' ? 'In your own time zone.' : undefined}
    >
      {(control) => {
        if (field.kind === 'choice') {
          return (
            <Select
              {...control}
              value={text}
              onValueChange={onDraftChange}
              {...(field.isOptional ? { placeholder: 'None' } : {})}
              options={field.options.map((value) => ({ value, label: value }))}
            />
          );
        }
        if (isArea) {
          return (
            <Textarea
              {...control}
              {...common}
              onChange={(event) => onDraftChange(event.target.value)}
            />
          );
        }
        return (
          <Input
            {...control}
            {...common}
            type={field.kind === 'moment' ? 'datetime-local' : 'text'}
            inputMode={field.kind === 'number' ? 'numeric' : 'text'}
            className={field.kind === 'id' ? 'font-mono' : ''}
            onChange={(event) => onDraftChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
}

type GroupControlProps = SchemaFieldControlProps & {
  field: Extract<SchemaField, { kind: 'group' }>;
};

function GroupControl({ field, draft, path, problems, onDraftChange }: GroupControlProps) {
  const isOpen = draft !== null && typeof draft === 'object' && !Array.isArray(draft);
  const group = isOpen ? (draft as Readonly<Record<string, SchemaDraft>>) : {};
  const fields = field.fields.map((inner) => (
    <SchemaFieldControl
      key={inner.name}
      field={inner}
      draft={group[inner.name] ?? ''}
      path={path === '' ? inner.name : `${path}.${inner.name}`}
      problems={problems}
      onDraftChange={(next) => onDraftChange({ ...group, [inner.name]: next })}
    />
  ));
  if (path === '') return <div className="grid gap-4">{fields}</div>;
  return (
    <fieldset className="grid gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-medium text-ink">{field.label}</legend>
      {field.isOptional && (
        <CheckboxField
          label={`With ${field.label.toLowerCase()}`}
          checked={isOpen}
          onCheckedChange={(isGiven) => onDraftChange(isGiven ? toOpenGroup(field) : null)}
        />
      )}
      {isOpen && fields}
    </fieldset>
  );
}

type ListControlProps = SchemaFieldControlProps & {
  field: Extract<SchemaField, { kind: 'list' }>;
};

function ListControl({ field, draft, path, problems, onDraftChange }: ListControlProps) {
  const items = Array.isArray(draft) ? (draft as readonly SchemaDraft[]) : [];
  const isFull = field.most !== undefined && items.length >= field.most;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 text-sm font-medium text-ink">{field.label}</legend>
      {items.map((item, index) => (
        <div key={index} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <SchemaFieldControl
              field={{ ...field.item, label: `${field.label}, ${index + 1}` }}
              draft={item}
              path={`${path}.${index}`}
              problems={problems}
              onDraftChange={(next) =>
                onDraftChange(items.map((each, at) => (at === index ? next : each)))
              }
            />
          </div>
          <IconButton
            label={`Take number ${index + 1} away`}
            tooltip={false}
            icon={<X />}
            onClick={() => onDraftChange(items.filter((_item, at) => at !== index))}
          />
        </div>
      ))}
      {!isFull && (
        <Button
          size="sm"
          icon={<Plus />}
          className="justify-self-start"
          onClick={() => onDraftChange([...items, toEmptyDraft(field.item, noNewIds)])}
        >
          Add one
        </Button>
      )}
    </fieldset>
  );
}
