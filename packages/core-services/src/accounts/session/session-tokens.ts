import { TenantSlug } from '@freehold/core-contracts/ids';

/*
 * How tokens of applications look: kind, home tenant, secret. The prefix tells the kinds apart from
 * each other and from every other bearer token; a scanner of leaked texts finds them by it.
 */
const prefixes = { access: 'fha', refresh: 'fhr' } as const;

export type TokenKind = keyof typeof prefixes;

export interface SplitToken {
  readonly homeSlug: string;
  /** 256 bits, base64url. */
  readonly secret: string;
}

const pattern = /^(fha|fhr)\.([a-z0-9-]{1,40})\.([A-Za-z0-9_-]{43})$/u;

/** The text of a token. */
export function joinToken(kind: TokenKind, { homeSlug, secret }: SplitToken): string {
  return `${prefixes[kind]}.${homeSlug}.${secret}`;
}

/** The parts of a token of this kind; null for any other text. */
export function splitToken(kind: TokenKind, text: string): SplitToken | null {
  const match = pattern.exec(text);
  if (match?.[1] !== prefixes[kind]) return null;
  const slug = TenantSlug.safeParse(match[2]);
  return slug.success ? { homeSlug: slug.data, secret: match[3] ?? '' } : null;
}
