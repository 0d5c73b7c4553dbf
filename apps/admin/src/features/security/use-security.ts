import { createPasskey } from '@freehold/ui/passkey';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';

/** How the operator gets in. */
export function useSecurity() {
  const { api } = useApi();
  return useQuery(api.security.get.queryOptions());
}

/** Where the operator is signed in. */
export function useOwnSessions() {
  const { api } = useApi();
  return useQuery(api.security.listSessions.queryOptions());
}

/** Browsers that are known. */
export function useOwnDevices() {
  const { api } = useApi();
  return useQuery(api.security.listDevices.queryOptions());
}

function useRenewal() {
  const { api, queryClient } = useApi();
  return () =>
    Promise.all(
      [api.security, api.session].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
}

/** Password and factors of the operator's own account. */
export function useManageFactors() {
  const { api } = useApi();
  const onSettled = useRenewal();
  const begin = useMutation(api.factors.beginPasskey.mutationOptions());
  const add = useMutation(api.factors.addPasskey.mutationOptions());
  return {
    changePassword: useMutation(api.password.change.mutationOptions({ onSettled })),
    beginTotp: useMutation(api.factors.beginTotp.mutationOptions()),
    confirmTotp: useMutation(api.factors.confirmTotp.mutationOptions({ onSettled })),
    removeTotp: useMutation(api.factors.removeTotp.mutationOptions({ onSettled })),
    addPasskey: useMutation({
      mutationFn: async (name: string) => {
        const { passkeyChallenge, options } = await begin.mutateAsync();
        const answer = await createPasskey(options);
        return add.mutateAsync({ passkeyChallenge, answer, name });
      },
      onSettled,
    }),
    renamePasskey: useMutation(api.factors.renamePasskey.mutationOptions({ onSettled })),
    removePasskey: useMutation(api.factors.removePasskey.mutationOptions({ onSettled })),
    renewRecoveryCodes: useMutation(api.factors.renewRecoveryCodes.mutationOptions({ onSettled })),
  };
}

/** Ends sessions and forgets browsers of the operator's own account. */
export function useManageSessions() {
  const { api } = useApi();
  const onSettled = useRenewal();
  return {
    end: useMutation(api.security.endSession.mutationOptions({ onSettled })),
    endOthers: useMutation(api.security.endOtherSessions.mutationOptions({ onSettled })),
    forget: useMutation(api.security.revokeDevice.mutationOptions({ onSettled })),
  };
}
