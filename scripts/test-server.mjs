import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { lastLine } from './install.mjs';
import { isProgram, onPath, run } from './processes.mjs';
import { patiently, say } from './say.mjs';
import { downloadBySdk, downloadedEarlier } from './temporal.mjs';

const version = '1.38.0';
const name = 'temporal-test-server';

/** Temporal's time-skipping test server; undefined, with the reason said, if there is no way to have it. */
export async function obtainTestServer() {
  const program = downloadedEarlier(name) ?? fetchedEarlier() ?? (await download()) ?? (await fetchByMaven());
  if (program) say(`Time-skipping test server: ${program}`);
  return program;
}

function fetchedEarlier() {
  const program = join(folder(), name);
  return onPath('java') && isProgram(program) ? program : undefined;
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
    writeFileSync(join(temporary, name), launcher);
    chmodSync(join(temporary, name), 0o755);
    rmSync(folder(), { recursive: true, force: true });
    renameSync(temporary, folder());
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return fetchedEarlier();
}

/** Without --enable-time-skipping: the SDK unlocks the time itself when it waits, and one unlock too many makes it wait twice. */
const launcher = `#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$1"
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
