import { hasText, useTexts, type Translate } from '../lib/texts.ts';

/** A code of why a transfer was rejected, waits or failed, in the reader's words. */
export function reasonSentence(code: string, t: Translate): string {
  const names = [`reason.${code}`, `error.${code}`];
  return t(names.find(hasText) ?? 'reason.unknown');
}

/** Why, in one sentence each; nothing where there is no reason. */
export function Reasons({ codes }: { codes: readonly string[] }) {
  const { t } = useTexts();
  const sentences = [...new Set(codes.map((code) => reasonSentence(code, t)))];
  if (sentences.length === 0) return null;
  return (
    <ul className="grid gap-1 text-sm">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
