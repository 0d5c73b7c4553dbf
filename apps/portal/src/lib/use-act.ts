import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { toast } from '@freehold/ui/toast';
import { problemSentence, toProblem } from './problems.ts';
import { useTexts, type TextName } from './texts.ts';

export type ActOptions<Input, Output> = {
  send: (input: Input) => Promise<Output>;
  /** What is asked for anew once it is done. */
  renews?: readonly QueryKey[];
  /** Said in a notice once it is done. */
  notice?: TextName;
  onDone?: (output: Output, input: Input) => void;
};

/** An act of the person: renews what it changed and says that it is done. */
export function useAct<Input = void, Output = unknown>(options: ActOptions<Input, Output>) {
  const { send, renews = [], notice, onDone } = options;
  const { t, locale } = useTexts();
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: async (output, input) => {
      onDone?.(output, input);
      if (notice) toast.success(t(notice));
      await Promise.all(renews.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
  return {
    run: mutation.mutate,
    isBusy: mutation.isPending,
    output: mutation.data,
    input: mutation.variables,
    /** A sentence, when it failed. */
    error: mutation.error ? problemSentence(toProblem(mutation.error), t, locale) : undefined,
    reset: mutation.reset,
  };
}
