import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { toast } from '@freehold/ui/toast';
import { fieldSentence, problemSentence, toProblem, type Problem } from './problems.ts';
import { useTexts, type TextName } from './texts.ts';

type FieldCodes = Readonly<Record<string, string>>;

type FormOptions<S extends z.ZodType, Output> = {
  schema: S;
  send: (input: z.output<S>) => Promise<Output>;
  /** Which field a refusal of the service belongs to; the others are said above the form. */
  fieldOf?: FieldCodes;
  /** What is asked for anew once it is done. */
  renews?: readonly QueryKey[];
  /** Said in a notice once it is done; it may hang on what came of it. */
  notice?: TextName | ((output: Output) => TextName) | undefined;
  onDone?: () => void;
};

type Issue = { path: readonly PropertyKey[]; message: string; input?: unknown };

/** What a schema says of a field that was left empty: there, the field is simply to be filled in. */
const saidOfNothing: ReadonlySet<string> = new Set(['email', 'too_short', 'amount_format']);

function codesOf(issues: readonly Issue[]): FieldCodes {
  const codes = issues.flatMap(({ path, message, input }): [string, string][] => {
    const isEmpty = input === '' && saidOfNothing.has(message);
    const code = isEmpty ? 'required' : message;
    // A field within a list is known by its whole path, and its list by the first step of it.
    return [
      [String(path[0]), code],
      [path.join('.'), code],
    ];
  });
  // The first thing wrong with a field is the one to mend first.
  return Object.fromEntries(codes.toReversed());
}

/** A form's answers: checked here by the contract's schema, sent, and what comes back put into sentences. */
export function useForm<S extends z.ZodType, Output>(options: FormOptions<S, Output>) {
  const { schema, send, fieldOf = {}, renews = [], notice, onDone } = options;
  const { t, locale } = useTexts();
  const queryClient = useQueryClient();
  const [codes, setCodes] = useState<FieldCodes>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  /** Counts refusals, so that the same one twice is noticed twice. */
  const [refusals, setRefusals] = useState(0);
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: (output) => {
      onDone?.();
      if (notice) toast.success(t(typeof notice === 'function' ? notice(output) : notice));
      for (const queryKey of renews) void queryClient.invalidateQueries({ queryKey });
    },
    onError: (error) => {
      const found = toProblem(error);
      setProblem(found);
      setCodes(Object.fromEntries(found.fields.map(({ path, code }) => [path, code])));
      setRefusals((count) => count + 1);
    },
  });

  const submit = (values: unknown) => {
    if (mutation.isPending) return;
    const checked = schema.safeParse(values, { reportInput: true });
    setProblem(null);
    setCodes(checked.success ? {} : codesOf(checked.error.issues));
    if (checked.success) mutation.mutate(checked.data);
    else setRefusals((count) => count + 1);
  };

  const problemField = problem ? fieldOf[problem.code] : undefined;
  const isInFields = problem !== null && problem.fields.length > 0;
  const said = problem ? problemSentence(problem, t, locale) : undefined;
  return {
    submit,
    isBusy: mutation.isPending,
    refusals,
    problem,
    /** What is wrong as a whole, when it belongs to no one field. */
    message: problemField === undefined && !isInFields ? said : undefined,
    errorOf: (field: string): string | undefined => {
      if (field === problemField) return said;
      const code = codes[field];
      return code === undefined ? undefined : fieldSentence(code, t, field);
    },
    clear: () => {
      setCodes({});
      setProblem(null);
    },
  };
}
