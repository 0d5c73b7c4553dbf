import { useState } from 'react';
import { toProblem, type Problem } from './problems.ts';

/*
 * Whoever moves money sends an id along, so that the same wish asked for twice is one movement. The id
 * stays for as long as nobody has answered, and is a new one as soon as there was an answer.
 */

/** Says nothing about the wish itself: it was not looked at this time. */
const beforeTheWish = /^(?:rate|session|request)\./u;

/**
 * What a failure says about a wish: `REFUSED` when the service has said no to it for good, `UNSURE`
 * when it may have been fulfilled all the same, now or at an earlier try.
 */
export function judgeFailure(
  { kind, code }: Pick<Problem, 'kind' | 'code'>,
  wasUnsure: boolean,
): 'REFUSED' | 'UNSURE' {
  if (kind === 'UNAVAILABLE' || kind === 'INTERNAL') return 'UNSURE';
  return wasUnsure && beforeTheWish.test(code) ? 'UNSURE' : 'REFUSED';
}

/** Sends under one id until there is an answer, then under another. */
export function createOnce(makeId: () => string) {
  let id = makeId();
  let isUnsure = false;
  const renew = () => {
    id = makeId();
    isUnsure = false;
  };
  return async <T>(send: (id: string) => Promise<T>): Promise<T> => {
    try {
      const answer = await send(id);
      renew();
      return answer;
    } catch (error) {
      if (judgeFailure(toProblem(error), isUnsure) === 'UNSURE') isUnsure = true;
      else renew();
      throw error;
    }
  };
}

/** The same for as long as a form is open. */
export function useOnce(makeId: () => string) {
  const [once] = useState(() => createOnce(makeId));
  return once;
}
