import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { StepUpInput, StepUpMethods } from '@freehold/core-contracts/session';
import { clientsOf } from '../../lib/clients.ts';
import { canUsePasskeys, askForPasskey } from '@freehold/ui/passkey';

export type StepUpMethod = StepUpMethods['methods'][number];

/** What the account can prove itself with on this device, the easiest first. */
export function useStepUpMethods(slug: string, isAsked: boolean) {
  return useQuery({
    queryKey: [slug, 'step-up-methods'],
    queryFn: async (): Promise<StepUpMethod[]> => {
      const { methods } = await clientsOf(slug).api.session.listStepUpMethods.query();
      const order: StepUpMethod[] = ['PASSKEY', 'TOTP', 'PASSWORD', 'RECOVERY_CODE'];
      return order.filter(
        (method) => methods.includes(method) && (method !== 'PASSKEY' || canUsePasskeys()),
      );
    },
    enabled: isAsked,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Gives a fresh factor; a new session token follows by cookie. */
export function useStepUp(slug: string, onDone: () => void) {
  const queryClient = useQueryClient();
  const { session } = clientsOf(slug).api;
  const send = async (
    input: Exclude<StepUpInput, { method: 'PASSKEY' }> | { method: 'PASSKEY' },
  ) => {
    if (input.method !== 'PASSKEY') return session.stepUp.mutate(input);
    const { passkeyChallenge, options } = await session.beginStepUpPasskey.mutate();
    const answer = await askForPasskey(options);
    return session.stepUp.mutate({ method: 'PASSKEY', passkeyChallenge, answer });
  };
  return useMutation({
    mutationFn: send,
    onSuccess: (view) => {
      queryClient.setQueryData([slug, 'session'], view);
      onDone();
    },
  });
}
