import type { TenantSettingsView } from '@freehold/core-contracts/people';
import { GeneralSettings } from '@freehold/core-contracts/tenants';
import { settingGroups, type SettingField } from './setting-fields.ts';

export type SettingsDraft = Pick<TenantSettingsView, 'name' | 'settings'>;
export type SettingChange = { label: string; from: string; to: string };

const fields = settingGroups.flatMap((group) => group.fields);

function describe(field: SettingField, settings: GeneralSettings): string {
  const value = settings[field.name];
  if (field.kind === 'switch') return value ? 'on' : 'off';
  if (field.kind === 'choice') {
    return field.options.find((option) => option.value === value)?.label ?? String(value);
  }
  return field.kind === 'number' ? `${String(value)} ${field.unit}` : String(value);
}

/** What differs between two states of the settings, in words. */
export function listSettingChanges(from: SettingsDraft, to: SettingsDraft): SettingChange[] {
  const name =
    from.name.trim() === to.name.trim() ? [] : [{ label: 'Name', from: from.name, to: to.name }];
  return [
    ...name,
    ...fields
      .filter((field) => from.settings[field.name] !== to.settings[field.name])
      .map((field) => ({
        label: field.label,
        from: describe(field, from.settings),
        to: describe(field, to.settings),
      })),
  ];
}

/** What is wrong with one setting, before anything is sent. */
export function findSettingProblem(
  field: SettingField,
  settings: GeneralSettings,
): string | undefined {
  if (GeneralSettings.shape[field.name].safeParse(settings[field.name]).success) return undefined;
  return field.kind === 'number'
    ? `A whole number from ${field.min} to ${field.max}.`
    : 'Two to eight capital letters.';
}
