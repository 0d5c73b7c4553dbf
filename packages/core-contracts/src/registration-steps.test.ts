import { describe, expect, it } from 'vitest';
import {
  afterRegistrationEvent,
  listRegistrationEdges,
  registrationEvents,
  RegistrationStep,
  registrationStepOf,
  registrationTransitions,
  type RegistrationFact,
  type RegistrationTransition,
} from './registration-steps.ts';

const edges = listRegistrationEdges();
const distinct = (steps: readonly string[]) => [...new Set(steps)].toSorted();

describe('the table of transitions', () => {
  it.each(registrationEvents)('%s leaves from and leads to exactly the steps it names', (event) => {
    const transition: RegistrationTransition = registrationTransitions[event];
    const walked = edges.filter((edge) => edge.event === event);
    expect(distinct(walked.map((edge) => edge.from))).toEqual(distinct(transition.from));
    expect(distinct(walked.map((edge) => edge.to))).toEqual(distinct(transition.to));
  });

  it('reaches every step', () => {
    const reached = distinct(['EMAIL_PENDING', ...edges.map((edge) => edge.to)]);
    expect(reached).toEqual(distinct(RegistrationStep.options));
  });

  it('never leaves COMPLETED or CANCELLED', () => {
    expect(edges.filter((edge) => edge.from === 'COMPLETED' || edge.from === 'CANCELLED')).toEqual(
      [],
    );
  });

  it('makes an account only from PHONE_VERIFIED, and reaches that only by proving the number', () => {
    expect(edges.filter((edge) => edge.to === 'COMPLETED')).toEqual([
      { from: 'PHONE_VERIFIED', event: 'ACCOUNT_MADE', to: 'COMPLETED' },
    ]);
    expect(edges.filter((edge) => edge.to === 'PHONE_VERIFIED')).toEqual([
      { from: 'PHONE_SENT', event: 'PHONE_PROVED', to: 'PHONE_VERIFIED' },
    ]);
  });

  it('skips no step on the first way through', () => {
    const way = [
      'EMAIL_CODE_SENT',
      'EMAIL_PROVED',
      'NAME_SET',
      'BIRTH_SET',
      'PASSWORD_SET',
      'PHONE_SET',
      'PHONE_PROVED',
      'ACCOUNT_MADE',
    ] as const;
    let facts: ReadonlySet<RegistrationFact> = new Set();
    const steps: string[] = [registrationStepOf(facts)];
    for (const [index, event] of way.entries()) {
      for (const later of way.slice(index + 1))
        expect(afterRegistrationEvent(facts, later)).toBeNull();
      facts = afterRegistrationEvent(facts, event)!;
      steps.push(registrationStepOf(facts));
    }
    expect(steps).toEqual(RegistrationStep.options.slice(0, 9));
  });
});
