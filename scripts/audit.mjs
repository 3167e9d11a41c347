// Asks the registry for known faults of what is shipped. Where it has no such service, that is said, and is no failure.
import { spawnSync } from 'node:child_process';
import { say } from './say.mjs';

const { status, stdout } = spawnSync('npm', ['audit', '--omit', 'dev', '--audit-level', 'high', '--json'], {
  encoding: 'utf8',
});
const report = parsed(stdout);
if (report?.metadata?.vulnerabilities) {
  const { high, critical, total } = report.metadata.vulnerabilities;
  say(`Known faults of packages: ${total}, of them high ${high}, critical ${critical}.`);
  for (const [name, { severity, via }] of Object.entries(report.vulnerabilities))
    say(`${name} (${severity}): ${via.map((one) => one.title ?? one).join('; ')}`);
  process.exitCode = status === 0 ? 0 : 1;
} else say('The registry here answers no audit; run npm run audit:known where it does.');

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
