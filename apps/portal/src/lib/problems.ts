import type { FieldProblem, PublicError } from '@freehold/core-contracts/errors';
import type { Locale } from '@freehold/core-contracts/ids';
import { findPublicError } from '@freehold/core-trpc/client';
import { formatWait } from './durations.ts';
import { hasText, type TextName, type Translate } from './texts.ts';

export type Problem = {
  kind: PublicError['kind'];
  code: string;
  params: PublicError['params'];
  fields: readonly FieldProblem[];
  requestId: string | null;
};

/** The platform's error in whatever a call threw; silence of the network becomes `network.unreachable`. */
export function toProblem(error: unknown): Problem {
  const known = findPublicError(error);
  if (!known) {
    return {
      kind: 'UNAVAILABLE',
      code: 'network.unreachable',
      params: {},
      fields: [],
      requestId: null,
    };
  }
  const { kind, code, params, fields = [], requestId = null } = known;
  return { kind, code, params, fields, requestId };
}

function nameOf({ code, kind, params }: Problem): TextName {
  if (code === 'registration.code_wrong' && params['attemptsLeft'] === 0) {
    return 'error.registration.code_wrong_zero';
  }
  if (code === 'password.contains_personal') {
    const name = `error.${code}.${String(params['what'])}`;
    return hasText(name) ? name : 'error.password.contains_personal.other';
  }
  const name = `error.${code}`;
  if (hasText(name)) return name;
  return kind === 'UNAVAILABLE' ? 'error.service.unavailable' : 'error.unknown';
}

/** The sentence a person reads for a problem. */
export function problemSentence(problem: Problem, t: Translate, locale: Locale): string {
  const { retryAfterSeconds, attemptsLeft, ...params } = problem.params;
  return t(nameOf(problem), {
    ...Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)])),
    ...(retryAfterSeconds === undefined
      ? {}
      : { time: formatWait(Number(retryAfterSeconds), locale) }),
    ...(attemptsLeft === undefined ? {} : { count: Number(attemptsLeft) }),
  });
}

/** The sentence for what a schema said of one field. */
export function fieldSentence(code: string, t: Translate): string {
  const name = `field.${code}`;
  return t(hasText(name) ? name : 'field.unknown');
}
