/*
 * The registration's state machine. What a registration holds is a set of facts; its step is what
 * `registrationStepOf` makes of them and nothing else; `registrationTransitions` is the one table of
 * what may happen when, what it adds and what it drops. docs/registration.md is drawn from it.
 */
import { z } from 'zod';

export const RegistrationStep = z.enum([
  'EMAIL_PENDING',
  'EMAIL_SENT',
  'EMAIL_VERIFIED',
  'NAME_COUNTRY_SET',
  'DOB_GENDER_SET',
  'PASSWORD_SET',
  'PHONE_SENT',
  'PHONE_VERIFIED',
  'COMPLETED',
  'CANCELLED',
]);
export type RegistrationStep = z.infer<typeof RegistrationStep>;

/** What a registration can hold. */
export const registrationFacts = [
  'EMAIL_CODE',
  'EMAIL_PROOF',
  'NAME',
  'BIRTH',
  'PASSWORD',
  'PHONE',
  'PHONE_PROOF',
  'ACCOUNT',
  'CANCELLATION',
] as const;
export type RegistrationFact = (typeof registrationFacts)[number];

export interface RegistrationTransition {
  /** Why and when, for people. */
  readonly meaning: string;
  readonly from: readonly RegistrationStep[];
  readonly sets: readonly RegistrationFact[];
  readonly drops: readonly RegistrationFact[];
  /** Every step it can lead to; which one depends on what was given before. */
  readonly to: readonly RegistrationStep[];
}

const fromName = ['NAME_COUNTRY_SET', 'DOB_GENDER_SET', 'PASSWORD_SET', 'PHONE_SENT'] as const;
const fromProof = ['EMAIL_VERIFIED', ...fromName] as const;

/** What may happen to a registration. An event is not in order in any step outside its `from`. */
export const registrationTransitions = {
  EMAIL_CODE_SENT: {
    meaning: 'a code was sent to the address',
    from: ['EMAIL_PENDING', 'EMAIL_SENT'],
    sets: ['EMAIL_CODE'],
    drops: [],
    to: ['EMAIL_SENT'],
  },
  EMAIL_PROVED: {
    meaning:
      'the right code was entered, by a device that gave what is known so far or before anything was given',
    from: ['EMAIL_SENT'],
    sets: ['EMAIL_PROOF'],
    drops: [],
    to: ['EMAIL_VERIFIED', 'NAME_COUNTRY_SET', 'DOB_GENDER_SET'],
  },
  EMAIL_PROVED_BY_ANOTHER: {
    meaning:
      'the right code was entered by another device than the one that claimed the address: nothing of the claim stays',
    from: ['EMAIL_SENT'],
    sets: ['EMAIL_PROOF'],
    drops: ['NAME', 'BIRTH', 'PASSWORD', 'PHONE'],
    to: ['EMAIL_VERIFIED'],
  },
  EMAIL_CHANGED: {
    meaning: 'another address was given; the password was checked against the old one',
    from: ['EMAIL_SENT', ...fromProof],
    sets: ['EMAIL_CODE'],
    drops: ['EMAIL_PROOF', 'PASSWORD'],
    to: ['EMAIL_SENT'],
  },
  CLAIM_LEFT: {
    meaning:
      'the device that claimed an address without proving it moved on, and others still wait to prove it',
    from: ['EMAIL_SENT'],
    sets: [],
    drops: ['NAME', 'BIRTH', 'PASSWORD', 'PHONE'],
    to: ['EMAIL_SENT'],
  },
  NAME_SET: {
    meaning: 'first or last name was given or corrected; a password is checked against the name',
    from: fromProof,
    sets: ['NAME'],
    drops: ['PASSWORD'],
    to: ['NAME_COUNTRY_SET', 'DOB_GENDER_SET'],
  },
  COUNTRY_SET: {
    meaning: 'the country alone was corrected',
    from: fromName,
    sets: ['NAME'],
    drops: [],
    to: fromName,
  },
  BIRTH_SET: {
    meaning: 'date of birth and gender were given or corrected',
    from: fromName,
    sets: ['BIRTH'],
    drops: [],
    to: ['DOB_GENDER_SET', 'PASSWORD_SET', 'PHONE_SENT'],
  },
  PASSWORD_SET: {
    meaning: 'a password was chosen or changed',
    from: ['DOB_GENDER_SET', 'PASSWORD_SET', 'PHONE_SENT'],
    sets: ['PASSWORD'],
    drops: [],
    to: ['PASSWORD_SET', 'PHONE_SENT'],
  },
  PHONE_SET: {
    meaning: 'a number was given or corrected and a code was sent to it',
    from: ['PASSWORD_SET', 'PHONE_SENT'],
    sets: ['PHONE'],
    drops: ['PHONE_PROOF'],
    to: ['PHONE_SENT'],
  },
  PHONE_PROVED: {
    meaning:
      'the right code was entered: from here on nothing can be corrected, the account is being made',
    from: ['PHONE_SENT'],
    sets: ['PHONE_PROOF'],
    drops: [],
    to: ['PHONE_VERIFIED'],
  },
  PHONE_REFUSED: {
    meaning: 'another account took the number while this one was being made',
    from: ['PHONE_VERIFIED'],
    sets: [],
    drops: ['PHONE', 'PHONE_PROOF'],
    to: ['PASSWORD_SET'],
  },
  EMAIL_REFUSED: {
    meaning: 'another account took the address while this one was being made',
    from: ['PHONE_VERIFIED'],
    sets: ['CANCELLATION'],
    drops: ['PASSWORD'],
    to: ['CANCELLED'],
  },
  ACCOUNT_MADE: {
    meaning: 'the account is there; the password went with it',
    from: ['PHONE_VERIFIED'],
    sets: ['ACCOUNT'],
    drops: ['PASSWORD'],
    to: ['COMPLETED'],
  },
  CANCELLED: {
    meaning: 'an operator cancelled it; not while the account is being made',
    from: ['EMAIL_PENDING', 'EMAIL_SENT', ...fromProof],
    sets: ['CANCELLATION'],
    drops: ['PASSWORD'],
    to: ['CANCELLED'],
  },
} as const satisfies Readonly<Record<string, RegistrationTransition>>;

export type RegistrationEvent = keyof typeof registrationTransitions;

export const registrationEvents = Object.keys(registrationTransitions) as RegistrationEvent[];

/** Steps after which nothing happens any more. */
export const endedRegistrationSteps = [
  'COMPLETED',
  'CANCELLED',
] as const satisfies readonly RegistrationStep[];

/** The step a set of facts amounts to: the first one whose answer is missing. */
export function registrationStepOf(facts: ReadonlySet<RegistrationFact>): RegistrationStep {
  if (facts.has('CANCELLATION')) return 'CANCELLED';
  if (facts.has('ACCOUNT')) return 'COMPLETED';
  if (!facts.has('EMAIL_PROOF')) return facts.has('EMAIL_CODE') ? 'EMAIL_SENT' : 'EMAIL_PENDING';
  if (!facts.has('NAME')) return 'EMAIL_VERIFIED';
  if (!facts.has('BIRTH')) return 'NAME_COUNTRY_SET';
  if (!facts.has('PASSWORD')) return 'DOB_GENDER_SET';
  if (!facts.has('PHONE')) return 'PASSWORD_SET';
  return facts.has('PHONE_PROOF') ? 'PHONE_VERIFIED' : 'PHONE_SENT';
}

/** The facts after `event`, or null when it is not in order. */
export function afterRegistrationEvent(
  facts: ReadonlySet<RegistrationFact>,
  event: RegistrationEvent,
): ReadonlySet<RegistrationFact> | null {
  const transition: RegistrationTransition = registrationTransitions[event];
  if (!transition.from.includes(registrationStepOf(facts))) return null;
  const kept = [...facts].filter((fact) => !transition.drops.includes(fact));
  return new Set([...kept, ...transition.sets]);
}

export interface RegistrationEdge {
  readonly from: RegistrationStep;
  readonly event: RegistrationEvent;
  readonly to: RegistrationStep;
}

/** Every step of every registration that the table allows, found by walking it from an empty one. */
export function listRegistrationEdges(): RegistrationEdge[] {
  const keyOf = (facts: ReadonlySet<RegistrationFact>) =>
    registrationFacts.filter((fact) => facts.has(fact)).join(' ');
  const start: ReadonlySet<RegistrationFact> = new Set();
  const seen = new Map([[keyOf(start), start]]);
  const edges = new Map<string, RegistrationEdge>();
  // A Map grows while it is walked; there are at most 2^9 sets of facts.
  for (const facts of seen.values()) {
    for (const event of registrationEvents) {
      const next = afterRegistrationEvent(facts, event);
      if (next === null) continue;
      const edge = { from: registrationStepOf(facts), event, to: registrationStepOf(next) };
      edges.set(`${edge.from} ${event} ${edge.to}`, edge);
      if (!seen.has(keyOf(next))) seen.set(keyOf(next), next);
    }
  }
  return [...edges.values()];
}
