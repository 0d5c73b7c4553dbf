import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export type RefusalReason =
  | 'MALFORMED'
  | 'NOT_HTTPS'
  | 'CREDENTIALS'
  | 'PORT'
  | 'PRIVATE_ADDRESS'
  | 'NAME_UNKNOWN';

/** A request that is not made. */
export class OutgoingRefusal extends Error {
  override readonly name = 'OutgoingRefusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

export interface UrlRules {
  /** Development: http as well as https, on every port. */
  readonly isHttpAllowed: boolean;
  /** Where only the form is looked at; the sender looks at the address. */
  readonly isAnyHostAllowed: boolean;
}

/** Ports of https that are called; others belong to other protocols. */
export const allowedPorts: ReadonlySet<string> = new Set(['', '443', '8443']);

/** Where a request may go, by the form of its address. Throws OutgoingRefusal. */
export function checkUrl(text: string, rules: UrlRules): URL {
  if (!URL.canParse(text)) throw new OutgoingRefusal('MALFORMED');
  // WHATWG parsing turns every spelling of an IPv4 address, octal and hex too, into four numbers.
  const url = new URL(text);
  const isHttp = url.protocol === 'http:' && rules.isHttpAllowed;
  if (url.protocol !== 'https:' && !isHttp) throw new OutgoingRefusal('NOT_HTTPS');
  if (url.username !== '' || url.password !== '') throw new OutgoingRefusal('CREDENTIALS');
  if (!rules.isHttpAllowed && !allowedPorts.has(url.port)) throw new OutgoingRefusal('PORT');
  const host = hostOf(url);
  if (rules.isAnyHostAllowed) return url;
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new OutgoingRefusal('PRIVATE_ADDRESS');
  if (isLocalName(host)) throw new OutgoingRefusal('PRIVATE_ADDRESS');
  return url;
}

/** A host without the brackets of IPv6 and the dot that ends a full name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '');
}

// RFC 6761, RFC 6762, RFC 8375 and what cloud providers answer inside; single labels are local too.
function isLocalName(host: string): boolean {
  return (
    isIP(host) === 0 &&
    (!host.includes('.') || /(^|\.)(localhost|local|internal|home\.arpa)$/u.test(host))
  );
}
