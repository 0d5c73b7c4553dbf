import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { SessionView, SignInOutput } from '@freehold/core-contracts/session';
import { clientsOf } from '../../lib/clients.ts';
import { askForPasskey } from '@freehold/ui/passkey';
import { toProblem } from '../../lib/problems.ts';
import { readStored, subscribeStored, writeStored } from '../../lib/storage.ts';

const audience = 'PORTAL' as const;

/** What proves the second factor; with neither code, a passkey is asked for. */
export type SecondFactorAnswer =
  | { challenge: string; code: string }
  | { challenge: string; recoveryCode: string }
  | { challenge: string };

const sessionKey = (slug: string) => [slug, 'session'];
const hintName = (slug: string) => `freehold-signed-in:${slug}`;

/*
 * The cookie cannot be read from here. A hint on this device saves visitors who never signed in a
 * question whose answer would be a refusal; it decides nothing else.
 */
function useHint(slug: string): boolean {
  const read = () => readStored(hintName(slug)) === '1';
  return useSyncExternalStore(subscribeStored, read, () => false);
}

/** With a challenge as the second factor, without as the whole sign-in. */
async function signInWithPasskey(slug: string, challenge?: string): Promise<SignInOutput> {
  const { session } = clientsOf(slug).api;
  const asked = { audience, ...(challenge === undefined ? {} : { challenge }) };
  const { passkeyChallenge, options } = await session.beginPasskey.mutate(asked);
  const answer = await askForPasskey(options);
  return session.signInWithPasskey.mutate({ ...asked, passkeyChallenge, answer });
}

/** The session of this device at a tenant; asked for only when there may be one, unless `isRequired`. */
export function useSession(slug: string, { isRequired = false } = {}) {
  const isLikely = useHint(slug);
  return useQuery({
    queryKey: sessionKey(slug),
    queryFn: async () => {
      try {
        return await clientsOf(slug).api.session.current.query();
      } catch (error) {
        if (toProblem(error).kind === 'UNAUTHENTICATED') writeStored(hintName(slug), null);
        throw error;
      }
    },
    enabled: isRequired || isLikely,
    staleTime: 60_000,
  });
}

/** Takes note of a session that has just begun, or has ended. */
export function useSessionNote(slug: string) {
  const queryClient = useQueryClient();
  return {
    begin: (session: SessionView) => {
      queryClient.removeQueries({ queryKey: [slug] });
      queryClient.setQueryData(sessionKey(slug), session);
      writeStored(hintName(slug), '1');
    },
    end: () => {
      writeStored(hintName(slug), null);
      queryClient.removeQueries({ queryKey: [slug] });
    },
  };
}

/** Signing in: with address and password and then a second factor, or with a passkey alone. */
export function useSignIn(slug: string, onSignedIn: () => void) {
  const note = useSessionNote(slug);
  const { session } = clientsOf(slug).api;
  const onSuccess = (output: SignInOutput) => {
    if (output.state !== 'SIGNED_IN') return;
    note.begin(output.session);
    onSignedIn();
  };
  const signIn = useMutation({
    mutationFn: (input: { email: string; password: string }) =>
      session.signIn.mutate({ audience, ...input }),
    onSuccess,
  });
  const confirm = useMutation({
    mutationFn: (answer: SecondFactorAnswer) => {
      const { challenge } = answer;
      if ('code' in answer) return session.verifySecondFactor.mutate(answer);
      if ('recoveryCode' in answer) return session.verifyRecoveryCode.mutate(answer);
      return signInWithPasskey(slug, challenge);
    },
    onSuccess,
  });
  const passkey = useMutation({ mutationFn: () => signInWithPasskey(slug), onSuccess });
  return { signIn, confirm, passkey };
}

/** Ends the session here; what was shown of it is forgotten even when the server cannot be told. */
export function useSignOut(slug: string, onSignedOut: () => void) {
  const note = useSessionNote(slug);
  return useMutation({
    mutationFn: () => clientsOf(slug).api.session.signOut.mutate(),
    onSettled: () => {
      note.end();
      onSignedOut();
    },
  });
}
