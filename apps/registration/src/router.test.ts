import { describeInputs } from '@freehold/core-trpc/testing/inputs';
import { listProcedures } from '@freehold/core-trpc/testing/procedures';
import { describe, expect, test } from 'vitest';
import { createRouter } from './router.ts';

const router = createRouter(() => ({
  complete: () => Promise.reject(new Error('not called here')),
}));
const procedures = listProcedures(router);

describe('every procedure', () => {
  test('is known, with whoever may call it', () => {
    const known = procedures.map(({ path, kind, access }) => {
      const who =
        access?.access === 'permission' ? access.permission : (access?.access ?? 'UNDECLARED');
      return `${path} ${kind} ${who}`;
    });
    expect(known.toSorted()).toEqual([
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

  test.each(procedures)('$path has schemas for both ways', ({ input, hasOutput }) => {
    expect(input).toBeDefined();
    expect(hasOutput).toBe(true);
  });
});

describeInputs(procedures);
