import { spawnSync } from 'node:child_process';
import { request, type IncomingMessage } from 'node:http';

/** The addresses, `address:port`, where these processes and their process groups listen for TCP. */
export function listeningOf(pids: readonly number[]): string[] {
  const { stdout: processes } = spawnSync('ps', ['-eo', 'pid=,pgid='], { encoding: 'utf8' });
  const rows = processes.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const ours = rows.filter(([pid = 0, group = 0]) => pids.includes(pid) || pids.includes(group)).map(([pid]) => pid);
  const { stdout, status } = spawnSync('ss', ['-ltnpH'], { encoding: 'utf8' });
  if (status !== 0) throw new Error('ss is needed to see who listens where: install iproute2');
  return stdout
    .split('\n')
    .filter((line) => [...line.matchAll(/pid=(\d+)/g)].some(([, pid]) => ours.includes(Number(pid))))
    .map((line) => line.split(/\s+/)[3] ?? '');
}

/**
 * Requests that a foreign page makes a browser send without a preflight, and those possible once its own name points here (DNS rebinding).
 */
const ASSAULTS: Record<string, (at: string) => Record<string, string>> = {
  'by a name made to point here': (at) => ({ Host: `evil.example:${portOf(at)}` }),
  'by such a name, of its own page': (at) => ({
    Host: `evil.example:${portOf(at)}`,
    Origin: `http://evil.example:${portOf(at)}`,
  }),
  'from a foreign page': (at) => ({ Host: at, Origin: 'http://evil.example' }),
  'from a page of no origin': (at) => ({ Host: at, Origin: 'null' }),
};

const PATHS = [
  ...[
    '/',
    '/healthz',
    '/readyz',
    '/metrics',
    '/api',
    '/api/mails',
    '/sign-in',
    '/sign-in/code',
    '/sign-out',
    '/codec/decode',
  ],
  ...['/session', '/api/sessions', '/api/keys'],
  ...['/api/incidents', '/api/v1/namespaces', '/api/v1/settings'],
  '/api/v1/namespaces/default/workflows/INC-2026-0001/signal/note-progress',
];

/** Every request that was answered with a success: one line each. */
export async function successesOfStrangers(at: string, authorization: string): Promise<string[]> {
  if (await isNeverOpened(at)) return [];
  const successes: string[] = [];
  for (const [name, headersFor] of Object.entries(ASSAULTS))
    for (const path of PATHS)
      for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
        const headers = { ...headersFor(at), 'Content-Type': 'text/plain', Authorization: authorization };
        const status = await statusOf(at, method, path, headers);
        if (status >= 200 && status < 300) successes.push(`${at}: ${method} ${path} ${name}: ${status}`);
      }
  return successes;
}

/** Node's `fetch` blocks the same ports as browsers do, by the Fetch standard. */
export async function isNeverOpened(at: string): Promise<boolean> {
  return await fetch(`http://${at}/`, { signal: AbortSignal.timeout(5_000) }).then(
    async (answer) => {
      await answer.body?.cancel();
      return false;
    },
    (fault: unknown) => (fault as { cause?: { message?: string } }).cause?.message === 'bad port',
  );
}

/** 0 if the answer is not HTTP. */
export function statusOf(at: string, method: string, path: string, headers: Record<string, string>): Promise<number> {
  const [host, port] = [at.slice(0, at.lastIndexOf(':')), portOf(at)];
  return new Promise((resolve) => {
    const sent = request({ host, port, method, path, headers, agent: false, timeout: 5_000 });
    sent.on('response', (answer: IncomingMessage) => {
      answer.on('error', () => undefined).resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('timeout', () => sent.destroy()).on('error', () => resolve(0));
    sent.end(method === 'POST' ? '{"input":[{"by":"lead","text":"forged"}]}' : undefined);
  });
}

function portOf(at: string): string {
  return at.slice(at.lastIndexOf(':') + 1);
}
