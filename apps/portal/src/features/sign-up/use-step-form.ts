import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { fieldSentence, problemSentence, toProblem, type Problem } from '../../lib/problems.ts';
import { useTexts } from '../../lib/texts.ts';

type FieldCodes = Readonly<Record<string, string>>;

type StepFormOptions<S extends z.ZodType> = {
  schema: S;
  send: (input: z.output<S>) => Promise<unknown>;
  /** Which field a refusal of the service belongs to; the others are said above the form. */
  fieldOf?: FieldCodes;
  onDone?: () => void;
};

type Issue = { path: readonly PropertyKey[]; message: string; input?: unknown };

function codesOf(issues: readonly Issue[]): FieldCodes {
  const codes = issues.map(({ path, message, input }): [string, string] => {
    const isEmptyEmail = message === 'email' && input === '';
    return [String(path[0]), isEmptyEmail ? 'required' : message];
  });
  // The first thing wrong with a field is the one to mend first.
  return Object.fromEntries(codes.toReversed());
}

/** One screen's answers: checked here by the contract's schema, sent, and what comes back put into sentences. */
export function useStepForm<S extends z.ZodType>(options: StepFormOptions<S>) {
  const { schema, send, fieldOf = {}, onDone } = options;
  const { t, locale } = useTexts();
  const [codes, setCodes] = useState<FieldCodes>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  /** Counts refusals, so that the same one twice is noticed twice. */
  const [refusals, setRefusals] = useState(0);
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: () => onDone?.(),
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
      return code === undefined ? undefined : fieldSentence(code, t);
    },
    clear: () => {
      setCodes({});
      setProblem(null);
    },
  };
}
