/** A key that was pasted whole, without its secret: the address, and so the history, never holds one. */
export function withoutSecret(text: string): string {
  return text.replaceAll(/(fhk_[a-z][a-z0-9-]*_[0-9a-z]{8})_[A-Za-z0-9_-]+/gu, '$1');
}
