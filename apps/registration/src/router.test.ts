import { describe, expect, test } from 'vitest';
import type { Access } from '@freehold/core-trpc/trpc';
import { createRouter } from './router.ts';

interface Declared {
  readonly type: string;
  readonly meta?: Access;
  readonly inputs: readonly unknown[];
  readonly output?: unknown;
}

const router = createRouter(() => ({
  complete: () => Promise.reject(new Error('not called here')),
}));
const procedures = Object.entries(
  router._def.procedures as unknown as Record<string, { _def: Declared }>,
).map(([path, { _def }]) => ({ path, ..._def }));

describe('every procedure', () => {
  test('is known, with whoever may call it', () => {
    const access = procedures.map(({ path, type, meta }) => {
      const who = meta?.access === 'permission' ? meta.permission : (meta?.access ?? 'UNDECLARED');
      return `${path} ${type} ${who}`;
    });
    expect(access.toSorted()).toEqual([
      'countries.list query public',
      'registration.changeEmail mutation public',
      'registration.complete mutation public',
      'registration.createResumeLink mutation public',
      'registration.get query public',
      'registration.resendEmailCode mutation public',
      'registration.resendPhoneCode mutation public',
      'registration.setBirth mutation public',
      'registration.setName mutation public',
      'registration.setPassword mutation public',
      'registration.setPhone mutation public',
      'registration.start mutation public',
      'registration.verifyEmail mutation public',
      'registration.verifyPhone mutation public',
      'registrations.cancel mutation registration.manage',
      'registrations.extend mutation registration.manage',
      'registrations.get query registration.read',
      'registrations.list query registration.read',
      'registrations.resendCode mutation registration.manage',
    ]);
  });

  test.each(procedures)('$path has schemas for both ways', ({ inputs, output }) => {
    expect(inputs).toHaveLength(1);
    expect(output).toBeDefined();
  });
});
