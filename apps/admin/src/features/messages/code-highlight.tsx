import { CopyButton } from '@freehold/ui/copy-button';

const codePattern = /\b\d{6}\b/u;

/** A message's text; a code in it stands out and can be copied, an address can be opened. */
export function CodeHighlight({ text }: { text: string }) {
  const code = codePattern.exec(text)?.[0];
  return (
    <div className="grid gap-3">
      {code && (
        <p className="flex items-center gap-3 rounded-md border border-accent-line bg-accent-soft px-3.5 py-2">
          <span className="numeric text-2xl font-semibold tracking-[0.2em] text-accent-ink">
            {code}
          </span>
          <CopyButton value={code} label="Copy the code" />
        </p>
      )}
      <p className="rounded-md border border-line bg-sunken px-3.5 py-3 text-sm leading-6 whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
        {withLinks(text)}
      </p>
    </div>
  );
}

const linkPattern = /(https?:\/\/\S+)/u;

function withLinks(text: string) {
  return text.split(linkPattern).map((part, index) =>
    linkPattern.test(part) ? (
      <a
        // The parts of one text never change their places.
        key={index}
        href={part}
        target="_blank"
        rel="noreferrer"
        className="text-accent-ink underline underline-offset-3"
      >
        {part}
      </a>
    ) : (
      part
    ),
  );
}
