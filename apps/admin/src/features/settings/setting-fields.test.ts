import { GeneralSettings } from '@freehold/core-contracts/tenants';
import { expect, it } from 'vitest';
import { settingGroups } from './setting-fields.ts';

it('every setting of a tenant has its words on the page, and nothing else has', () => {
  const named = settingGroups.flatMap((group) => group.fields.map((field) => field.name));
  expect(named.toSorted()).toEqual(Object.keys(GeneralSettings.shape).toSorted());
});
