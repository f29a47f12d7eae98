/**
 * Decides which addresses belong to the public internet. Anybody can write a link into a message: loading it
 * must not allow requests to this computer, its network or a cloud's metadata service. Source: the IANA
 * special-purpose address registries for IPv4 and IPv6.
 */
import { BlockList, isIP } from 'node:net';

const notPublic4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8], // "this network"
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT, also a cloud's metadata service
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, where most clouds have their metadata service
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
  ['168.63.129.16', 32], // a public number, but a cloud's internal service
];

/**
 * Networks within the global unicast space that are not the internet, or lead elsewhere by an embedded IPv4
 * address.
 */
const notPublic6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23], // reserved by the IETF, includes Teredo
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['3fff::', 20], // documentation
];

function listOf(
  networks: readonly (readonly [network: string, prefix: number])[],
  family: 'ipv4' | 'ipv6',
): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
}

const blocked4 = listOf(notPublic4, 'ipv4');
const blocked6 = listOf(notPublic6, 'ipv6');
/** All other IPv6 addresses are loopback, private, link-local, multicast, mapped from IPv4, or unassigned. */
const global6 = listOf([['2000::', 3]], 'ipv6');
/** Prefixes by which networks without IPv4 reach it: the last 32 bits are the IPv4 address. */
const translated6 = listOf([['64:ff9b::', 96]], 'ipv6');

/**
 * Returns whether an address is public. @param address an IP address; a name or anything else is not public
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked4.check(address, 'ipv4');
  // An address with a zone ("fe80::1%eth0") is link-local.
  if (family !== 6 || address.includes('%')) return false;
  if (translated6.check(address, 'ipv6')) {
    const inside = lastFour(address);
    return inside !== null && isPublicAddress(inside);
  }
  return global6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}

/** Returns the IPv4 address in the last 32 bits of an IPv6 address. */
function lastFour(address: string): string | null {
  const dotted = /:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (dotted !== undefined) return dotted;
  // A URL writes an IPv6 address in its shortest form, completely hexadecimal.
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':');
  const low = Number.parseInt(groups.at(-1) || '0', 16);
  const high = Number.parseInt(groups.at(-2) || '0', 16);
  if (!Number.isInteger(low) || !Number.isInteger(high)) return null;
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
