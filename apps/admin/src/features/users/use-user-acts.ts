import type { ActOutcome } from '@freehold/core-contracts/people';
import type { UserDetail } from '@freehold/core-contracts/users';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { download } from '../../lib/download.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useSession } from '../../lib/session.tsx';
import type { UserAct } from './user-acts.ts';

export type DoneAct = { act: UserAct; reason: string };

/** Carries out an act on a person; whatever it may have changed is read again afterwards. */
export function useUserAct(user: UserDetail) {
  const { api, queryClient } = useApi();
  const status = useMutation(api.users.changeStatus.mutationOptions());
  const remove = useMutation(api.users.delete.mutationOptions());
  const restore = useMutation(api.users.restore.mutationOptions());
  const erase = useMutation(api.users.erase.mutationOptions());
  const resetFactors = useMutation(api.users.resetFactors.mutationOptions());
  const sendPasswordReset = useMutation(api.users.sendPasswordReset.mutationOptions());
  const endSessions = useMutation(api.users.endSessions.mutationOptions());
  const run = async ({ act, reason }: DoneAct): Promise<ActOutcome> => {
    const input = { userId: user.id, version: user.version, reason };
    if (act === 'endSessions') {
      await endSessions.mutateAsync({ userId: user.id, reason });
      return { state: 'DONE', version: null };
    }
    if (act === 'delete') return remove.mutateAsync(input);
    if (act === 'restore') return restore.mutateAsync(input);
    if (act === 'erase') return erase.mutateAsync(input);
    if (act === 'resetFactors') return resetFactors.mutateAsync(input);
    if (act === 'sendPasswordReset') return sendPasswordReset.mutateAsync(input);
    const next = { freeze: 'FROZEN', suspend: 'SUSPENDED', close: 'CLOSED' } as const;
    const to = act === 'unfreeze' || act === 'resume' ? 'ACTIVE' : next[act];
    return status.mutateAsync({ ...input, status: to });
  };
  return useMutation({
    mutationFn: run,
    onSettled: () =>
      Promise.all(
        [api.users, api.audit, api.proposals, api.overview].map((each) =>
          queryClient.invalidateQueries({ queryKey: each.pathKey() }),
        ),
      ),
  });
}

/** Ends one session of a person. */
export function useEndUserSession() {
  const { api, queryClient } = useApi();
  return useMutation(
    api.users.endSessions.mutationOptions({
      onSettled: () =>
        Promise.all(
          [api.users, api.audit].map((each) =>
            queryClient.invalidateQueries({ queryKey: each.pathKey() }),
          ),
        ),
    }),
  );
}

/** Saves all that is kept about a person as a file. */
export function usePersonExport() {
  const { api, queryClient } = useApi();
  const { tenant } = useSession();
  return useMutation({
    mutationFn: async (body: { userId: string; reason: string }) => {
      const { signal } = new AbortController();
      const file = await download({
        tenant: tenant.slug,
        file: 'person-export.json',
        body,
        signal,
      });
      saveFile(`person-${body.userId}.json`, [file], file.type);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.audit.pathKey() }),
  });
}
