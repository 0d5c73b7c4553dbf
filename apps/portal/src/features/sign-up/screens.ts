import type { RegistrationStep } from '@freehold/core-contracts/registration-steps';

/** The seven steps, each one screen. */
export const screens = [
  'email',
  'email-code',
  'name',
  'birth',
  'password',
  'phone',
  'phone-code',
] as const;
export type Screen = (typeof screens)[number];

/** How many steps are behind a registration that stands at each state. */
const doneCount: Readonly<Record<RegistrationStep, number>> = {
  EMAIL_PENDING: 1,
  EMAIL_SENT: 1,
  EMAIL_VERIFIED: 2,
  NAME_COUNTRY_SET: 3,
  DOB_GENDER_SET: 4,
  PASSWORD_SET: 5,
  PHONE_SENT: 6,
  PHONE_VERIFIED: 7,
  COMPLETED: 7,
  CANCELLED: 0,
};

/** Steps that are behind; none before the start. */
export function countDone(step: RegistrationStep | null): number {
  return step === null ? 0 : doneCount[step];
}

/** The first step that is not behind; null when all are. */
export function frontier(step: RegistrationStep | null): Screen | null {
  return screens[countDone(step)] ?? null;
}

/** Steps a person may open: the one that is due, and those behind it except a code that has been used. */
export function canOpen(screen: Screen, step: RegistrationStep | null): boolean {
  const index = screens.indexOf(screen);
  const due = countDone(step);
  if (index === due) return true;
  return index < due && due < screens.length && screen !== 'email-code' && screen !== 'phone-code';
}

/** The step to show: the one asked for where it may be opened, else the one that is due. */
export function screenToShow(
  wanted: Screen | undefined,
  step: RegistrationStep | null,
): Screen | null {
  return wanted && canOpen(wanted, step) ? wanted : frontier(step);
}

/** The step to go back to for a correction; null at the first. */
export function previousScreen(screen: Screen, step: RegistrationStep | null): Screen | null {
  return (
    screens.slice(0, screens.indexOf(screen)).findLast((earlier) => canOpen(earlier, step)) ?? null
  );
}
