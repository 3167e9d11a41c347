import type { Email } from 'postal-mime';

const ADDRESS =
  /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?/gu;

/** Lower case, each once, in the order in which they stand. */
export function addressesIn(text: string): string[] {
  const found = text.slice(0, 100_000).match(ADDRESS) ?? [];
  return [...new Set(found.map((address) => address.replace(/^(?:smtp=|[.'`=])+|[.'`]+$/gi, '').toLowerCase()))];
}

/** All values of that name, joined. */
export function headerOf({ headers }: Email, name: string): string | undefined {
  const values = headers.filter(({ key }) => key === name).map(({ value }) => value);
  return values.length > 0 ? values.join(' ') : undefined;
}

/** Ids of ours: 64 hex digits, alone or as the left side of a Message-ID. */
export function idsIn(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => text.slice(0, 200_000).match(/(?<![\da-f])[\da-f]{64}(?![\da-f])/gi) ?? []);
  return [...new Set(found.map((id) => id.toLowerCase()))];
}

/** Blocks of `Name: value` fields, folded lines joined; names in lower case. */
export function blocksOf(text: string): Map<string, string>[] {
  const blocks = text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/);
  return blocks
    .map(
      (block) =>
        new Map(
          block
            .replace(/\n[ \t]+/g, ' ')
            .split('\n')
            .flatMap(fieldIn),
        ),
    )
    .filter(({ size }) => size > 0);
}

function fieldIn(line: string): [string, string][] {
  const [, name, value = ''] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [[name.toLowerCase(), value.trim()]];
}
