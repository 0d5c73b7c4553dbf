import { useQuery } from '@tanstack/react-query';
import type {
  ChangePasswordInput,
  ConfirmTotpInput,
  RenamePasskeyInput,
} from '@freehold/core-contracts/security';
import { clientsOf } from '../../lib/clients.ts';
import { createPasskey } from '@freehold/ui/passkey';

const keyOf = (slug: string, part: string) => [slug, 'security', part];

/** Factors, address, number and password of the account. */
export function useSecurity(slug: string) {
  return useQuery({
    queryKey: keyOf(slug, 'view'),
    queryFn: () => clientsOf(slug).api.security.get.query(),
  });
}

/** Where the account is signed in. */
export function useOwnSessions(slug: string) {
  return useQuery({
    queryKey: keyOf(slug, 'sessions'),
    queryFn: () => clientsOf(slug).api.security.listSessions.query(),
  });
}

/** Browsers that the account has been used from. */
export function useOwnDevices(slug: string) {
  return useQuery({
    queryKey: keyOf(slug, 'devices'),
    queryFn: () => clientsOf(slug).api.security.listDevices.query(),
  });
}

/** What changes whenever a factor, the password or a session does. */
export const securityKeys = (slug: string) => [
  [slug, 'security'],
  [slug, 'session'],
];

/** The acts of the security page, to be run through `useAct` or `useForm`. */
export function securityActs(slug: string) {
  const { security, factors, password, email, phone } = clientsOf(slug).api;
  return {
    beginTotp: () => factors.beginTotp.mutate(),
    confirmTotp: (input: ConfirmTotpInput) => factors.confirmTotp.mutate(input),
    removeTotp: (authenticatorId: string) => factors.removeTotp.mutate({ authenticatorId }),
    renewRecoveryCodes: () => factors.renewRecoveryCodes.mutate(),
    addPasskey: async (name: string) => {
      const { passkeyChallenge, options } = await factors.beginPasskey.mutate();
      const answer = await createPasskey(options);
      return factors.addPasskey.mutate({ passkeyChallenge, answer, name });
    },
    renamePasskey: (input: RenamePasskeyInput) => factors.renamePasskey.mutate(input),
    removePasskey: (passkeyId: string) => factors.removePasskey.mutate({ passkeyId }),
    endSession: (sessionId: string) => security.endSession.mutate({ sessionId }),
    endOtherSessions: () => security.endOtherSessions.mutate(),
    revokeDevice: (deviceId: string) => security.revokeDevice.mutate({ deviceId }),
    changePassword: (input: ChangePasswordInput) => password.change.mutate(input),
    verifyEmail: () => email.requestVerification.mutate(),
    changeEmail: (newEmail: string) => email.requestChange.mutate({ newEmail }),
    changePhone: (number: string) => phone.requestChange.mutate({ phone: number }),
    confirmPhone: (code: string) => phone.confirmChange.mutate({ code }),
  };
}
