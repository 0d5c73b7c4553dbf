const bold = /<b>(.*?)<\/b>/u;

/** A text in which one part may be set in bold with `<b>`; nothing else is read as markup. */
export function RichText({ text }: { text: string }) {
  const [before, strong, after] = text.split(bold);
  if (strong === undefined) return text;
  return (
    <>
      {before}
      <strong className="font-semibold text-ink [overflow-wrap:anywhere]">{strong}</strong>
      {after}
    </>
  );
}
