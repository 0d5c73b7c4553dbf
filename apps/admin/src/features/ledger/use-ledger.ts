import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { readSort } from '../../lib/search-params.ts';
import { defined, pageInput } from '../../lib/use-list.ts';
import type {
  BlocksSearch,
  CommandsSearch,
  DeadLettersSearch,
  EventsSearch,
} from './ledger-search.ts';

const liveMs = 5_000;
const rebuildMs = 1_000;
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

/** Sorts that the addresses of the lists stand for. */
export function commandsSort(search: CommandsSearch) {
  return readSort(search.sort, { field: 'createdAt', direction: 'desc' });
}
export function eventsSort(search: EventsSearch) {
  return readSort(search.sort, { field: 'blockNumber', direction: 'desc' });
}
export function deadLettersSort(search: DeadLettersSearch) {
  return readSort(search.sort, { field: 'createdAt', direction: 'desc' });
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
    sort: commandsSort(search),
  };
  return useQuery(api.ledger.listCommands.queryOptions(input, live));
}

/** One page of events that were taken in. */
export function useEvents(search: EventsSearch) {
  const { api } = useApi();
  const input = {
    ...pageInput(search),
    ...defined({ eventName: search.name, search: search.q }),
    sort: eventsSort(search),
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
  const input = {
    ...pageInput(search),
    ...defined({ status: search.status }),
    sort: deadLettersSort(search),
  };
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

/** What a command is doing, or why it does nothing. */
export function useCommandExplanation(commandId: string) {
  const { api } = useApi();
  return useQuery(
    api.ledger.explainCommand.queryOptions(
      { commandId },
      { refetchInterval: liveMs, staleTime: 0 },
    ),
  );
}

/** Why an event was set aside, and whether a replay could help. */
export function useDeadLetterExplanation(deadLetterId: string) {
  const { api } = useApi();
  return useQuery(
    api.ledger.explainDeadLetter.queryOptions(
      { deadLetterId },
      { refetchInterval: liveMs, staleTime: 0 },
    ),
  );
}

/** Whether commands and events are worked off, and how much waits. */
export function usePipeline() {
  const { api } = useApi();
  return useQuery(api.ledger.getPipeline.queryOptions(undefined, { refetchInterval: liveMs }));
}

/** How far rebuilds are; asked for often while one runs. */
export function useRebuilds() {
  const { api } = useApi();
  return useQuery(
    api.ledger.listRebuilds.queryOptions(undefined, {
      refetchInterval: ({ state }) =>
        state.data?.some(({ isRunning }) => isRunning) ? rebuildMs : liveMs,
    }),
  );
}

/** Every kind of command with the schema of its payload. */
export function useCommandTypes() {
  const { api } = useApi();
  return useQuery(api.ledger.listCommandTypes.queryOptions(undefined, { staleTime: Infinity }));
}

/** What an operator may do about the ledger; everything shown is read again afterwards. */
export function useManageLedger() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.ledger, api.onchain, api.overview, api.proposals].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  const { ledger } = api;
  return {
    retryCommand: useMutation(ledger.retryCommand.mutationOptions({ onSettled })),
    cancelCommand: useMutation(ledger.cancelCommand.mutationOptions({ onSettled })),
    replayDeadLetter: useMutation(ledger.replayDeadLetter.mutationOptions({ onSettled })),
    discardDeadLetter: useMutation(ledger.discardDeadLetter.mutationOptions({ onSettled })),
    pausePipeline: useMutation(ledger.pausePipeline.mutationOptions({ onSettled })),
    resumePipeline: useMutation(ledger.resumePipeline.mutationOptions({ onSettled })),
    startRebuild: useMutation(ledger.startRebuild.mutationOptions({ onSettled })),
    submitCommand: useMutation(ledger.submitCommand.mutationOptions({ onSettled })),
  };
}

/** Acts on everything a filter fits; with `isDryRun` they only count. */
export function useManageMany() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.ledger, api.overview].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  const { ledger } = api;
  return {
    retryCommands: useMutation(ledger.retryCommands.mutationOptions({ onSettled })),
    cancelCommands: useMutation(ledger.cancelCommands.mutationOptions({ onSettled })),
    replayDeadLetters: useMutation(ledger.replayDeadLetters.mutationOptions({ onSettled })),
    discardDeadLetters: useMutation(ledger.discardDeadLetters.mutationOptions({ onSettled })),
  };
}
