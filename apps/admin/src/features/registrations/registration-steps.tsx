import type { RegistrationDetail } from '@freehold/core-contracts/registration';
import type { RegistrationStep } from '@freehold/core-contracts/registration-steps';
import { Stepper, type Step, type StepState } from '@freehold/ui/stepper';
import { describeCountry } from '../../lib/countries.ts';
import { fullName } from '../../lib/labels.ts';

const order: readonly RegistrationStep[] = [
  'EMAIL_PENDING',
  'EMAIL_SENT',
  'EMAIL_VERIFIED',
  'NAME_COUNTRY_SET',
  'DOB_GENDER_SET',
  'PASSWORD_SET',
  'PHONE_SENT',
  'PHONE_VERIFIED',
  'COMPLETED',
];

type Milestone = {
  reached: RegistrationStep;
  label: string;
  detail?: (registration: RegistrationDetail) => string;
};

const milestones: readonly Milestone[] = [
  { reached: 'EMAIL_SENT', label: 'E-mail address given', detail: (one) => one.email },
  {
    reached: 'EMAIL_VERIFIED',
    label: 'E-mail verified',
    detail: (one) => (one.isEmailVerified ? '' : `${one.emailAttemptsLeft} attempts left`),
  },
  {
    reached: 'NAME_COUNTRY_SET',
    label: 'Name and country',
    detail: (one) =>
      one.countryCode ? `${fullName(one)}, ${describeCountry(one.countryCode)}` : '',
  },
  { reached: 'DOB_GENDER_SET', label: 'Date of birth and gender' },
  { reached: 'PASSWORD_SET', label: 'Password' },
  { reached: 'PHONE_SENT', label: 'Phone number given', detail: (one) => one.phone ?? '' },
  {
    reached: 'PHONE_VERIFIED',
    label: 'Phone verified',
    detail: (one) => (one.isPhoneVerified ? '' : `${one.phoneAttemptsLeft} attempts left`),
  },
  { reached: 'COMPLETED', label: 'Account made' },
];

/** Where a registration stands, step by step. */
export function RegistrationSteps({ registration }: { registration: RegistrationDetail }) {
  const isCancelled = registration.step === 'CANCELLED';
  const at = order.indexOf(registration.step);
  let isNextFound = false;
  const steps = milestones.map((milestone): Step => {
    const isDone = isCancelled
      ? wasReached(milestone, registration)
      : at >= order.indexOf(milestone.reached);
    let state: StepState = isDone ? 'done' : 'upcoming';
    if (!isDone && !isNextFound) {
      isNextFound = true;
      state = isCancelled ? 'failed' : 'current';
    }
    const detail = state === 'upcoming' ? '' : milestone.detail?.(registration);
    return { id: milestone.reached, label: milestone.label, state, ...(detail ? { detail } : {}) };
  });
  return <Stepper label="Steps of the registration" steps={steps} />;
}

/** A cancelled registration keeps what it had: the step itself no longer says how far it came. */
function wasReached(milestone: Milestone, registration: RegistrationDetail): boolean {
  if (milestone.reached === 'EMAIL_SENT') return true;
  if (milestone.reached === 'EMAIL_VERIFIED') return registration.isEmailVerified;
  if (milestone.reached === 'NAME_COUNTRY_SET') return registration.countryCode !== null;
  if (milestone.reached === 'PHONE_VERIFIED') return registration.isPhoneVerified;
  return milestone.reached !== 'COMPLETED' && registration.phone !== null;
}
