import { isIP, isIPv4, SocketAddress } from 'node:net';

function firstGroups(address: string): string[] {
  const canonical = new SocketAddress({ address, family: 'ipv6' }).address;
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: gap }, () => '0'), ...right].slice(0, 4);
}

/** The network an address is counted with: the address itself for IPv4, its /64 for IPv6, `unknown` for no address. */
export function networkOf(address: string | null): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/iu, '').replace(/%.*$/u, '');
  if (isIP(plain) === 0) return 'unknown';
  return isIPv4(plain) ? plain : `${firstGroups(plain).join(':')}::/64`;
}
