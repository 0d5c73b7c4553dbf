import type { StepUpInput } from '@freehold/core-contracts/session';
import { askForPasskey } from '@freehold/ui/passkey';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FactorProof } from '../../components/factor-form.tsx';
import { useApi } from '../../lib/api.tsx';

/** By which ways the operator can prove who sits there. */
export function useStepUpMethods() {
  const { api } = useApi();
  return useQuery(api.session.listStepUpMethods.queryOptions(undefined, { staleTime: 0 }));
}

/** Proves again who sits there; what the page knows of the session is read anew. */
export function useStepUp() {
  const { api, queryClient } = useApi();
  const begin = useMutation(api.session.beginStepUpPasskey.mutationOptions());
  const stepUp = useMutation(api.session.stepUp.mutationOptions());
  const toInput = async ({ method, text }: FactorProof): Promise<StepUpInput> => {
    if (method === 'TOTP') return { method, code: text };
    if (method === 'RECOVERY_CODE') return { method, recoveryCode: text };
    if (method === 'PASSWORD') return { method, password: text };
    const { passkeyChallenge, options } = await begin.mutateAsync();
    return { method, passkeyChallenge, answer: await askForPasskey(options) };
  };
  return useMutation({
    mutationFn: async (proof: FactorProof) => stepUp.mutateAsync(await toInput(proof)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.session.current.queryKey() }),
  });
}
