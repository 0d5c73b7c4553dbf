import type { PasskeyAnswer, PasskeyOptions } from '@freehold/core-contracts/passkeys';

/** Why the browser gave no passkey: the person closed it or let it pass, has it already, or it cannot be. */
export type PasskeyProblem = 'CANCELLED' | 'KNOWN_ALREADY' | 'UNAVAILABLE';

export class PasskeyError extends Error {
  override readonly name = 'PasskeyError';
  readonly problem: PasskeyProblem;

  constructor(problem: PasskeyProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}

const problemOf: Readonly<Record<string, PasskeyProblem>> = {
  NotAllowedError: 'CANCELLED',
  AbortError: 'CANCELLED',
  InvalidStateError: 'KNOWN_ALREADY',
};

/** True where the browser can make and use passkeys. */
export function canUsePasskeys(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
  );
}

async function answerOf(ask: () => Promise<Credential | null>): Promise<PasskeyAnswer> {
  if (!canUsePasskeys()) throw new PasskeyError('UNAVAILABLE');
  try {
    const credential = await ask();
    if (!(credential instanceof PublicKeyCredential)) throw new PasskeyError('UNAVAILABLE');
    // What toJSON gives is checked against the same schema by the server.
    return credential.toJSON() as PasskeyAnswer;
  } catch (cause) {
    if (cause instanceof PasskeyError) throw cause;
    const name = cause instanceof DOMException ? cause.name : '';
    throw new PasskeyError(problemOf[name] ?? 'UNAVAILABLE', { cause });
  }
}

/** Makes a passkey on this device or a key; throws `PasskeyError`. */
export function createPasskey(options: PasskeyOptions): Promise<PasskeyAnswer> {
  return answerOf(() =>
    navigator.credentials.create({
      // The options come from the server, written for this very function.
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
        options as unknown as PublicKeyCredentialCreationOptionsJSON,
      ),
    }),
  );
}

/** Asks for a passkey that was made before; throws `PasskeyError`. */
export function askForPasskey(options: PasskeyOptions): Promise<PasskeyAnswer> {
  return answerOf(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
        options as unknown as PublicKeyCredentialRequestOptionsJSON,
      ),
    }),
  );
}
