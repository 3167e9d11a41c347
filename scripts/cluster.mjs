import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { obtainGo } from './go.mjs';
import { lastLine } from './install.mjs';
import { run } from './processes.mjs';
import { patiently, say } from './say.mjs';

const module = 'go.temporal.io/server';
const version = 'v1.29.1';
/** Where each lies in the module, and what the images call it. */
const programs = { 'cmd/server': 'temporal-server', 'cmd/tools/sql': 'temporal-sql-tool' };
/** What the image makes its configuration from. */
const templates = ['config/docker.yaml', 'config/dynamicconfig/docker.yaml'];

/**
 * A folder with Temporal's production server, the tool that makes its tables, and its images' configuration; undefined, with the reason
 * said, if there is no way to have it. Only the tests need it, so it is built by them.
 */
export async function obtainTemporalServer() {
  const folder = join(cacheFolder(), `temporal-server-${version}`);
  if (!existsSync(folder) && !(await build(folder))) return undefined;
  say(`Temporal's production server: ${folder}`);
  return folder;
}

async function build(folder) {
  const go = await obtainGo();
  if (!go) {
    say("  no Go here to build Temporal's production server with");
    return false;
  }
  say(`Building Temporal's production server with Go (${module}@${version}), once, some four minutes on two cores …`);
  const temporary = mkdtempSync(join(cacheFolder(), 'go-'));
  try {
    const env = { ...process.env, GOBIN: temporary, CGO_ENABLED: '0' };
    const packages = Object.keys(programs).map((path) => `${module}/${path}@${version}`);
    const built = await inTurn(go, temporary, env, [
      ['install', '-trimpath', '-ldflags=-s -w', ...packages],
      ['mod', 'download', '-json', `${module}@${version}`],
    ]);
    if (built === undefined) return false;
    const { Dir: source } = JSON.parse(built.slice(built.indexOf('{')));
    for (const [path, name] of Object.entries(programs)) {
      renameSync(join(temporary, basename(path)), join(temporary, name));
    }
    for (const file of templates) cpSync(join(source, file), join(temporary, file));
    if (!existsSync(folder)) renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return true;
}

/** What the last one said; undefined as soon as one fails. */
async function inTurn(go, cwd, env, commands) {
  let said;
  for (const args of commands) {
    const { code, output } = await patiently(`go ${args[0]}`, () => run(go, args, { cwd, env, timeout: 40 * 60_000 }));
    if (code !== 0) {
      say(`  Go could not build it (${lastLine(output).slice(0, 160)})`);
      return undefined;
    }
    said = output;
  }
  return said;
}
