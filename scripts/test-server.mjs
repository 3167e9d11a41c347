import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder } from './cache.mjs';
import { lastLine } from './install.mjs';
import { freePort, onPath, run } from './processes.mjs';
import { patiently, say } from './say.mjs';
import { downloadBySdk, downloadedEarlier } from './temporal.mjs';

const version = '1.38.0';
const name = 'temporal-test-server';
const archive = 'classes-called.jsa';

/** Temporal's time-skipping test server; undefined, with the reason said, if there is no way to have it. */
export async function obtainTestServer() {
  const program = downloadedEarlier(name) ?? (await fetchedEarlier()) ?? (await download()) ?? (await fetchByMaven());
  if (program) say(`Time-skipping test server: ${program}`);
  return program;
}

async function fetchedEarlier() {
  const program = join(folder(), name);
  if (!onPath('java') || !existsSync(join(folder(), 'lib'))) return undefined;
  if (!existsSync(program) || readFileSync(program, 'utf8') !== launcher)
    writeFileSync(program, launcher, { mode: 0o755 });
  if (!existsSync(join(folder(), archive))) await archiveClasses(program);
  return program;
}

/** Java writes the archive when a server ends that was started for it: of the classes that it needed until then. */
async function archiveClasses(program) {
  const port = await freePort();
  const server = spawn(program, [String(port), 'ArchiveClassesAtExit'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  for (let tries = 0; tries < 100 && server.exitCode === null && !(await isListening(port)); tries += 1)
    await pause(100);
  // Only here, where all packages are installed.
  const { callAsTestsDo } = await import('./test-server-calls.mjs');
  await callAsTestsDo(`127.0.0.1:${port}`).catch(() => 'fewer classes are in the archive');
  server.kill('SIGTERM');
  await ended;
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

function folder() {
  return join(cacheFolder(), `test-server-${version}`);
}

async function download() {
  say("Fetching Temporal's test server by the SDK's own download …");
  return downloadBySdk(name);
}

async function fetchByMaven() {
  const maven = onPath('mvn');
  if (!maven || !onPath('java')) {
    say('  no java and mvn here to fetch it the other way');
    return undefined;
  }
  say(`Fetching io.temporal:${name}:${version} by Maven …`);
  const temporary = mkdtempSync(join(cacheFolder(), 'maven-'));
  try {
    writeFileSync(join(temporary, 'pom.xml'), pom);
    const args = ['-q', '-B', '-f', join(temporary, 'pom.xml'), 'dependency:copy-dependencies'];
    args.push(`-DoutputDirectory=${join(temporary, 'lib')}`);
    const { code, output } = await patiently('mvn', () => run(maven, args, { timeout: 15 * 60_000 }));
    if (code !== 0) {
      say(`  Maven could not fetch it (${lastLine(output).slice(0, 160)})`);
      return undefined;
    }
    rmSync(folder(), { recursive: true, force: true });
    renameSync(temporary, folder());
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return fetchedEarlier();
}

/**
 * Without --enable-time-skipping: the SDK unlocks the time itself when it waits, and one unlock too many makes it wait twice. It starts often and
 * lives for seconds: nothing is optimised, and its classes are loaded from an archive, which Java leaves aside where it does not fit.
 */
const launcher = `#!/bin/sh
here=$(dirname "$0")
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -Xlog:all=off "-XX:\${2:-SharedArchiveFile}=$here/${archive}" -cp "$here/lib/*" io.temporal.testserver.TestServer "$1"
`;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>${name}</artifactId>
      <version>${version}</version>
    </dependency>
  </dependencies>
</project>
`;
