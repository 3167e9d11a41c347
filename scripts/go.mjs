import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { cacheFolder } from './cache.mjs';
import { isProgram, onPath, run } from './processes.mjs';
import { patiently, say } from './say.mjs';

const version = '1.25.0';
/** What sum.golang.org says of each toolchain. */
const sums = {
  'linux-amd64': 'h1:wVC9wx2XOcP5gHiN8ZzfyTfjlrDLSS7Hu1wjI01n68U=',
  'linux-arm64': 'h1:hHtJUQup8RrD0u1JkoREqx9fkdEMQQUusYS1dYLIUpk=',
  'darwin-amd64': 'h1:h3NOT2FT/S6TGRuke1kuaCOMVjIC/Ay5rYqPoPvW3GA=',
  'darwin-arm64': 'h1:vRH1x84hQ9fSL0nnEQKoXge8VljRdagi2EI8mza+jX4=',
};
const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** Go of the needed version: the one on the PATH, or its toolchain from the module proxy, where Go keeps its own releases. */
export async function obtainGo() {
  const present = onPath('go');
  if (present && (await isNewEnough(present))) return present;
  const fetched = join(cacheFolder(), `go-${version}`, 'bin/go');
  if (isProgram(fetched)) return fetched;
  return (await fetchToolchain()) ? fetched : undefined;
}

async function isNewEnough(go) {
  const { output } = await run(go, ['env', 'GOVERSION']);
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(output) ?? [];
  const [wantedMajor, wantedMinor] = version.split('.').map(Number);
  return Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor);
}

async function fetchToolchain() {
  if (!sums[platform]) return false;
  for (const proxy of proxies()) {
    say(`Fetching Go ${version} from the module proxy (some 60 MB) …`);
    const path = `golang.org/toolchain/@v/v0.0.1-go${version}.${platform}.zip`;
    const zip = await patiently('Go', () => download(`${proxy.replace(/\/$/, '')}/${path}`));
    if (zip && unpack(zip)) return true;
  }
  return false;
}

/** As Go itself finds them: the environment, then the user's go/env file, then Google's. */
function proxies() {
  const configured = process.env['GOPROXY'] || fromGoEnv() || 'https://proxy.golang.org';
  return configured.split(/[,|]/).filter((proxy) => proxy.startsWith('http'));
}

function fromGoEnv() {
  const base = process.platform === 'darwin' ? 'Library/Application Support' : '.config';
  const folder = process.env['XDG_CONFIG_HOME'] || join(homedir(), base);
  try {
    return /^GOPROXY=(.+)$/m.exec(readFileSync(join(folder, 'go/env'), 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

async function download(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(15 * 60_000) });
    if (response.ok) return Buffer.from(await response.arrayBuffer());
    say(`  not to be had there (HTTP ${response.status})`);
  } catch (error) {
    say(`  not to be had there (${error.cause?.message ?? error.message})`);
  }
  return undefined;
}

/** Module zips carry no permissions; what Go runs of itself lies in bin and pkg/tool. */
function unpack(zip) {
  const temporary = mkdtempSync(join(cacheFolder(), 'go-'));
  const lines = [];
  try {
    for (const { name, content } of entriesOf(zip)) {
      const path = name.split('/').slice(2).join('/');
      const target = join(temporary, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
      if (/^(bin|pkg\/tool)\//.test(path)) chmodSync(target, 0o755);
      lines.push(`${createHash('sha256').update(content).digest('hex')}  ${name}\n`);
    }
    if (moduleSum(lines) !== sums[platform]) {
      say('  what came is not what sum.golang.org knows; it is thrown away');
      return false;
    }
    const folder = join(cacheFolder(), `go-${version}`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
    return true;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The sum of a module, as go.sum has it: over the sums of its files in the order of their names. */
function moduleSum(lines) {
  const byName = (a, b) => (a.slice(66) < b.slice(66) ? -1 : 1);
  return `h1:${createHash('sha256').update(lines.sort(byName).join('')).digest('base64')}`;
}

/** Reads the directory at the end of a zip file; only what module zips use, no zip64, no encryption. */
function* entriesOf(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/')) yield { name, content: method === 8 ? inflateRawSync(packed) : packed };
    at += 46 + nameLength + extra + comment;
  }
}
