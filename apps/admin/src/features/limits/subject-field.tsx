import { LimitScope, OrganizationTier, UserRole } from '@freehold/core-contracts/enums';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { useState } from 'react';
import { PersonCell } from '../../components/person-cell.tsx';
import { useRested } from '../../lib/debounce.ts';
import { choicesOf, userRoleLabels } from '../../lib/labels.ts';
import { limitScopeLabels } from '../../lib/money-labels.ts';
import { tierLabels } from '../../lib/organization-labels.ts';
import { useFoundSubjects } from './use-limits.ts';

/** Whom a limit is for. */
export type Subject = { scope: LimitScope; scopeKey: string; name: string };

export const everybody: Subject = { scope: 'TENANT', scopeKey: '', name: '' };

const firstKeys: Readonly<Partial<Record<LimitScope, string>>> = {
  ROLE: UserRole.enum.USER,
  TIER: OrganizationTier.enum.FREE,
};

export type SubjectFieldProps = {
  value: Subject;
  onValueChange: (subject: Subject) => void;
  error: string | undefined;
};

/** Chooses everybody, a role, a tier, a person or an organization. */
export function SubjectField({ value, onValueChange, error }: SubjectFieldProps) {
  const { scope, scopeKey } = value;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field label="For">
        {(control) => (
          <Select
            {...control}
            value={scope}
            onValueChange={(next) => {
              const chosen = LimitScope.parse(next);
              onValueChange({ scope: chosen, scopeKey: firstKeys[chosen] ?? '', name: '' });
            }}
            options={choicesOf(limitScopeLabels)}
          />
        )}
      </Field>
      {(scope === 'ROLE' || scope === 'TIER') && (
        <Field label={limitScopeLabels[scope]}>
          {(control) => (
            <Select
              {...control}
              value={scopeKey}
              onValueChange={(next) => onValueChange({ scope, scopeKey: next, name: '' })}
              options={choicesOf(scope === 'ROLE' ? userRoleLabels : tierLabels)}
            />
          )}
        </Field>
      )}
      {(scope === 'USER' || scope === 'ORGANIZATION') && (
        <SubjectFinder
          key={scope}
          scope={scope}
          value={value}
          onValueChange={onValueChange}
          error={error}
        />
      )}
    </div>
  );
}

type SubjectFinderProps = SubjectFieldProps & { scope: 'USER' | 'ORGANIZATION' };

function SubjectFinder({ scope, value, onValueChange, error }: SubjectFinderProps) {
  const [text, setText] = useState('');
  const found = useFoundSubjects(scope, useRested(text.trim()));
  if (value.scopeKey) {
    return (
      <div className="grid gap-1.5">
        <p className="text-sm font-medium text-ink">{limitScopeLabels[scope]}</p>
        <div className="flex items-center justify-between gap-3 text-sm text-ink">
          <span className="min-w-0 truncate">{value.name || value.scopeKey}</span>
          <Button size="sm" onClick={() => onValueChange({ scope, scopeKey: '', name: '' })}>
            Choose another
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <Field isRequired label={limitScopeLabels[scope]} error={error}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder={scope === 'USER' ? 'Name or e-mail address' : 'Name'}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {found && (
        <ul aria-label="Found" className="grid max-h-48 gap-px overflow-y-auto">
          {found.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                className="w-full rounded-md px-2 py-1.5 text-left hover:bg-hover"
                onClick={() => onValueChange({ scope, scopeKey: each.id, name: each.name })}
              >
                <PersonCell initials={each.name} name={each.name} detail={each.detail} />
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="text-sm text-muted">Nothing is called that.</li>}
        </ul>
      )}
    </div>
  );
}
