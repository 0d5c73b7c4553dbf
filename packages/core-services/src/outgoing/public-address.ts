import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

// RFC 9637: documentation, inside 2000::/3 and younger than the library's list.
const documentation = ipaddr.IPv6.parseCIDR('3fff::/20');
// Everything that is routed on the public internet is of this block (RFC 4291 section 2.4, IANA).
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * True for an address that anybody on the internet could be reached at. Everything else is refused,
 * also what carries an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo): where it leads
 * is the network's choice. Text that is no address is not public.
 */
export function isPublicAddress(text: string): boolean {
  // The library reads `1.2.3` and octal numbers too, which others read otherwise.
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (!(address instanceof ipaddr.IPv6)) return true;
  return (
    address.zoneId === undefined && address.match(globalUnicast) && !address.match(documentation)
  );
}
