import { RegistrationStep } from '@freehold/core-contracts/registration-steps';
import { describe, expect, test } from 'vitest';
import { canOpen, frontier, previousScreen, screens, screenToShow } from './screens.ts';

describe('which step is shown', () => {
  test('a new visitor begins with the e-mail address and can open nothing else', () => {
    expect(frontier(null)).toBe('email');
    expect(screens.filter((screen) => canOpen(screen, null))).toEqual(['email']);
  });

  test('asking for a step that is still to come shows the one that is due', () => {
    expect(screenToShow('password', 'EMAIL_VERIFIED')).toBe('name');
    expect(screenToShow('phone-code', 'PASSWORD_SET')).toBe('phone');
  });

  test('a step behind can be corrected', () => {
    expect(screenToShow('name', 'PASSWORD_SET')).toBe('name');
  });

  test('a used code is never asked for again', () => {
    for (const step of RegistrationStep.options.filter((each) => frontier(each) !== 'email-code')) {
      expect(canOpen('email-code', step)).toBe(false);
    }
  });

  test('back skips the code screens and ends at the address', () => {
    expect(previousScreen('name', 'EMAIL_VERIFIED')).toBe('email');
    expect(previousScreen('phone-code', 'PHONE_SENT')).toBe('phone');
    expect(previousScreen('email', 'EMAIL_SENT')).toBeNull();
  });

  test('once all is confirmed nothing can be opened any more', () => {
    for (const screen of screens) {
      expect(canOpen(screen, 'PHONE_VERIFIED')).toBe(false);
      expect(canOpen(screen, 'COMPLETED')).toBe(false);
    }
  });
});
