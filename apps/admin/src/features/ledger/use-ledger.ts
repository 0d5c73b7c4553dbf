import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type {
  BlocksSearch,
  CommandsSearch,
  DeadLettersSearch,
  EventsSearch,
} from './ledger-search.ts';

const liveMs = 5_000;
const live = { placeholderData: keepPreviousData, refetchInterval: liveMs } as const;

/** One page of blocks, newest first. */
export function useBlocks(search: BlocksSearch) {
  const { api } = useApi();
  return useQuery(api.ledger.listBlocks.queryOptions(pageInput(search), live));
}

/** One block with its transactions. */
export function useBlock(blockNumber: bigint) {
  const { api } = useApi();
  return useQuery(api.ledger.getBlock.queryOptions({ blockNumber }, { staleTime: Infinity }));
}

/** One page of commands. */
export function useCommands(search: CommandsSearch) {
  const { api } = useApi();
  const input = {
    ...pageInput(search),
    ...defined({
      status: search.status?.length ? search.status : undefined,
      commandType: search.type,
      search: search.q,
    }),
  };
  return useQuery(api.ledger.listCommands.queryOptions(input, live));
}

/** One page of events that were taken in. */
export function useEvents(search: EventsSearch) {
  const { api } = useApi();
  const input = {
    ...pageInput(search),
    ...defined({ eventName: search.name, search: search.q }),
  };
  return useQuery(api.ledger.listEvents.queryOptions(input, live));
}

/** Every projector with how far it is. */
export function useProjectors() {
  const { api } = useApi();
  return useQuery(api.ledger.listProjectors.queryOptions(undefined, { refetchInterval: liveMs }));
}

/** One page of events that were set aside. */
export function useDeadLetters(search: DeadLettersSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...defined({ status: search.status }) };
  return useQuery(api.ledger.listDeadLetters.queryOptions(input, live));
}

/** Recomputes the chain of blocks from its start. */
export function useVerifyLedger() {
  const { api, queryClient } = useApi();
  return useMutation({
    mutationFn: () =>
      queryClient.fetchQuery(api.ledger.verify.queryOptions(undefined, { staleTime: 0 })),
  });
}

/** What an operator may do about commands and dead letters; everything shown is read again afterwards. */
export function useManageLedger() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: api.ledger.pathKey() }),
      queryClient.invalidateQueries({ queryKey: api.overview.pathKey() }),
    ]);
  return {
    retryCommand: useMutation(api.ledger.retryCommand.mutationOptions({ onSettled })),
    cancelCommand: useMutation(api.ledger.cancelCommand.mutationOptions({ onSettled })),
    replayDeadLetter: useMutation(api.ledger.replayDeadLetter.mutationOptions({ onSettled })),
    discardDeadLetter: useMutation(api.ledger.discardDeadLetter.mutationOptions({ onSettled })),
  };
}
