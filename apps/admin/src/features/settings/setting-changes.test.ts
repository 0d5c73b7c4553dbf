import { GeneralSettings } from '@freehold/core-contracts/tenants';
import { expect, it } from 'vitest';
import { findSettingProblem, listSettingChanges } from './setting-changes.ts';
import { settingGroups } from './setting-fields.ts';

const settings = GeneralSettings.parse({});
const fieldOf = (name: string) =>
  settingGroups.flatMap((group) => group.fields).find((field) => field.name === name)!;

it('changes are named with what was and what will be', () => {
  const before = { name: 'Main', settings };
  const after = {
    name: 'Mainnet',
    settings: { ...settings, minimumAgeYears: 21, isFourEyesRequired: true },
  };
  expect(listSettingChanges(before, after).map(({ from, to }) => `${from} → ${to}`)).toEqual([
    'Main → Mainnet',
    '18 years → 21 years',
    'off → on',
  ]);
  expect(listSettingChanges(before, before)).toEqual([]);
});

it.each([-1, 121, 1.5, Number.NaN])('%d years are refused before anything is sent', (years) => {
  const problem = findSettingProblem(fieldOf('minimumAgeYears'), {
    ...settings,
    minimumAgeYears: years,
  });
  expect(problem).toBe('A whole number from 0 to 120.');
});

it('a currency is two to eight capital letters', () => {
  const check = (currencyCode: string) =>
    findSettingProblem(fieldOf('currencyCode'), { ...settings, currencyCode });
  expect([check('GX'), check('GOLDCOIN')]).toEqual([undefined, undefined]);
  expect(check('G')).toBe('Two to eight capital letters.');
});
