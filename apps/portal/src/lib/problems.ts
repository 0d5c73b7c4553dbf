import type { FieldProblem, PublicError } from '@freehold/core-contracts/errors';
import type { Locale } from '@freehold/core-contracts/ids';
import { findPublicError } from '@freehold/core-trpc/client';
import { PasskeyError } from '@freehold/ui/passkey';
import { formatWait } from './durations.ts';
import { RefusedFile } from './files.ts';
import { hasText, type TextName, type Translate } from './texts.ts';

export type Problem = {
  kind: PublicError['kind'];
  code: string;
  params: PublicError['params'];
  fields: readonly FieldProblem[];
  requestId: string | null;
};

const nothing = { params: {}, fields: [], requestId: null } as const;

/** The platform's error in whatever a call threw; silence of the network becomes `network.unreachable`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof PasskeyError)
    return { ...nothing, kind: 'INVALID', code: `passkey.${error.problem}` };
  const known = error instanceof RefusedFile ? error.refusal : findPublicError(error);
  if (!known) {
    return { ...nothing, kind: 'UNAVAILABLE', code: 'network.unreachable' };
  }
  const { kind, code, params, fields = [], requestId = null } = known;
  return { kind, code, params, fields, requestId };
}

/** Codes with a sentence for each kind of what is wrong, and the parameter that says which. */
const finer: Readonly<Record<string, string>> = {
  'password.contains_personal': 'what',
  'webhook.url_refused': 'reason',
};

function nameOf({ code, kind, params }: Problem): TextName {
  const kindOf = finer[code];
  if (kindOf) {
    const name = `error.${code}.${String(params[kindOf])}`;
    if (hasText(name)) return name;
    const other = `error.${code}.other`;
    if (hasText(other)) return other;
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

/** The sentence for what a schema said of one field; some fields have words of their own. */
export function fieldSentence(code: string, t: Translate, field = ''): string {
  const names = [`field.${field}.${code}`, `field.${code}`];
  return t(names.find(hasText) ?? 'field.unknown');
}
