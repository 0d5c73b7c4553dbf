import { NotificationKind } from '@freehold/core-contracts/notifications';
import { describe, expect, test } from 'vitest';
import { en } from '../../texts/en.ts';
import { fr } from '../../texts/fr.ts';
import { translatorOf } from '../../lib/texts.ts';
import { notificationPath, notificationWords } from './notification-words.ts';

const inEnglish = translatorOf('en');
const inFrench = translatorOf('fr');

describe.each([
  ['English', 'en', inEnglish],
  ['French', 'fr', inFrench],
] as const)('in %s', (_, locale, t) => {
  test.each(NotificationKind.options)('%s has words, whatever came with it', (kind) => {
    const { title, text } = notificationWords({ kind, parameters: {} }, t, locale);
    expect(title).not.toMatch(/^notification\.|\{\{/u);
    expect(text).not.toMatch(/^notification\.|\{\{/u);
  });
});

test('a sentence that lacks something is not said at all', () => {
  const told = { kind: 'apiKey.expiring', parameters: { name: 'Nightly' } } as const;
  expect(notificationWords(told, inEnglish, 'en')).toEqual({ title: 'A key ends soon', text: '' });
});

test('codes are said in the reader’s words', () => {
  const told = {
    kind: 'organization.roleChanged',
    parameters: { organization: 'Nord 24', role: 'ADMIN' },
  } as const;
  expect(notificationWords(told, inEnglish, 'en').text).toContain('Administrator');
  expect(notificationWords(told, inFrench, 'fr').text).toContain('Administrateur');
});

test('what a notification lacks is left out rather than shown empty', () => {
  const with_ = { kind: 'session.newDevice', parameters: { device: 'Firefox', ip: '192.0.2.1' } };
  const without = { kind: 'session.newDevice', parameters: { device: null } };
  expect(notificationWords(with_ as never, inEnglish, 'en').text).toContain('Firefox');
  expect(notificationWords(without as never, inEnglish, 'en').text).toBe(
    en['notification.session.newDevice.text'],
  );
});

test('a number of codes bends the sentence', () => {
  const used = (left: number) =>
    notificationWords({ kind: 'recoveryCodes.used', parameters: { left } }, inFrench, 'fr').text;
  expect(used(1)).toContain('1 code');
  expect(used(4)).toContain('4 codes');
  expect(fr['notification.recoveryCodes.used.text_one']).toContain('{{count}}');
});

test('a notification leads where something can be done', () => {
  const at = (kind: NotificationKind, entityType: string | null = null) =>
    notificationPath({ kind, entityType, entityId: entityType && 'o1' });
  expect(at('session.newDevice')).toBe('security');
  expect(at('account.informationRequested')).toBe('account');
  expect(at('organization.invited', 'Invitation')).toBe('organizations');
  expect(at('organization.creditsLow', 'Organization')).toEqual({ organizationId: 'o1' });
  expect(at('money.received', 'Transfer')).toEqual({ transferId: 'o1' });
  expect(at('business.approvalWaiting', 'Transfer')).toBe('wallet/business');
  expect(at('business.changeWaiting', 'BusinessAccount')).toEqual({ accountId: 'o1' });
  expect(at('business.signatoryRemoved', 'BusinessAccount')).toBe('wallet/business');
  expect(at('loan.rejected', 'Loan')).toBe('wallet/loans');
  expect(at('wallet.frozen', 'Wallet')).toBe('wallet');
  expect(at('proposal.waiting')).toBeNull();
});
