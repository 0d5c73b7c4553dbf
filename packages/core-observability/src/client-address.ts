import { BlockList, isIP } from 'node:net';

const MAX_HOPS = 20;

function unmapped(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

export type TrustedProxies = { has: (address: string) => boolean };

/** Proxies by address or network (`10.0.0.0/8`, `::1`); throws `TypeError` on anything else. */
export function parseTrustedProxies(entries: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    if (isIP(address) === 0) throw new TypeError(`Not an address or network: ${entry}`);
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return {
    has(address) {
      const plain = unmapped(address);
      return isIP(plain) !== 0 && list.check(plain, familyOf(plain));
    },
  };
}

type Seen = { remoteAddress: string; forwardedFor: string | undefined; trusted: TrustedProxies };

/**
 * The address of the client: the peer itself, or, as long as the peer is a trusted proxy, the
 * one it names. Read from the right, since everything left of an untrusted hop can be invented.
 */
export function clientAddress({ remoteAddress, forwardedFor, trusted }: Seen): string {
  let client = unmapped(remoteAddress);
  const hops = (forwardedFor ?? '').split(',').slice(-MAX_HOPS);
  while (trusted.has(client)) {
    const next = unmapped(hops.pop()?.trim() ?? '');
    if (isIP(next) === 0) break;
    client = next;
  }
  return client;
}
