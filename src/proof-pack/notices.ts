import type { Notice } from '../domain/notices/state';
import type { Manifest } from './manifest';
import type { Unpacked } from './unpacked';

/** Whether each notice's text, recipients and letters are those that were approved. */
export function noticeFaults(pack: Unpacked, manifest: Manifest): string[] {
  const folders = [...pack.kept.keys()].flatMap((path) => /^(notices\/\d+)\/notice\.json$/.exec(path)?.[1] ?? []);
  return folders.flatMap((folder) => faultsIn(pack, folder, manifest.customer === undefined));
}

function faultsIn({ found, kept }: Unpacked, folder: string, isWhole: boolean): string[] {
  const notice = JSON.parse(String(kept.get(`${folder}/notice.json`))) as Notice;
  const hashOf = (name: string) => found.get(`${folder}/${name}`)?.sha256;
  const faults: string[] = [];
  if (notice.hash !== hashOf('approved-text.json'))
    faults.push(`${folder}: its text is not the one that was approved.`);
  if (isWhole && notice.recipientsHash !== hashOf('recipients.tsv'))
    faults.push(`${folder}: its recipients are not those that were approved.`);
  const lacking = [...textsNamed(kept, folder)].filter((hash) => !found.has(`${folder}/letters/${hash}.json`));
  return [...faults, ...lacking.map((hash) => `${folder}: the letter ${hash} is missing, which a recipient got.`)];
}

function textsNamed(kept: Unpacked['kept'], folder: string): Set<string> {
  const files = [...kept].filter(([path]) => path.startsWith(`${folder}/deliveries-`));
  const rows = files.flatMap(([, bytes]) => bytes.toString().split('\n').filter(Boolean));
  return new Set(rows.flatMap((row) => (JSON.parse(row) as { textSha256?: string }).textSha256 ?? []));
}
