/** `Link` of an answer that is a page (RFC 8288), or null for one that is none. Addresses are relative to the host. */
export function pageLinks(output: unknown, url: URL): string | null {
  if (!isPage(output)) return null;
  const { page, totalPages } = output;
  const last = Math.max(1, totalPages);
  const pages: [string, number][] = [
    ['first', 1],
    ['prev', page - 1],
    ['next', page + 1],
    ['last', last],
  ];
  return pages
    .filter(([, number]) => number >= 1 && number <= last)
    .map(([relation, number]) => {
      const query = new URLSearchParams(url.search);
      query.set('page', String(number));
      return `<${url.pathname}?${query.toString()}>; rel="${relation}"`;
    })
    .join(', ');
}

function isPage(output: unknown): output is { page: number; totalPages: number } {
  return (
    typeof output === 'object' &&
    output !== null &&
    'totalPages' in output &&
    typeof output.totalPages === 'number' &&
    'page' in output &&
    typeof output.page === 'number'
  );
}
