import { lookup as resolveAll, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Resolves a name to all its addresses, as `dns.lookup` does. */
export type Resolve = (host: string, found: (fault: Error | null, addresses: LookupAddress[]) => void) => void;

/** A host that is none of the public internet's. */
export class InwardAddress extends Error {
  override readonly name = 'InwardAddress';
}

const INWARD = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
  ] as const),
  ...([
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
])
  INWARD.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ...([
    ['::', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
    ['2002::', 16],
  ] as const),
  ...([
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ] as const),
])
  INWARD.addSubnet(net, bits, 'ipv6');

/** Whether an address lies inside: this machine, its network, or what only a machine's own cloud answers. */
export function isInward(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return INWARD.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * For the connection itself: what was checked is what is connected to, so that a name which answers otherwise the second time gains nothing. One
 * inward address among them refuses all.
 */
export function checkedLookup(allowed: ReadonlySet<string>, resolve: Resolve = resolving): LookupFunction {
  return (host, options, found) => {
    resolve(host, (fault, addresses) => {
      const inward = allowed.has(host.toLowerCase()) ? undefined : addresses.find(({ address }) => isInward(address));
      const [first] = addresses;
      if (fault) found(fault, '');
      else if (inward || !first) found(new InwardAddress(`${host} leads inward, or nowhere`), '');
      else if (options.all) found(null, addresses);
      else found(null, first.address, first.family);
    });
  };
}

function resolving(host: string, found: Parameters<Resolve>[1]): void {
  resolveAll(host, { all: true }, found);
}
