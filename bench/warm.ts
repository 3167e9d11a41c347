import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, Program } from '../test/support/program';
import { timed } from './measure';
import { answers } from './place';

const root = join(__dirname, '..');

/** Seconds from `npm start` to ready, the second time in the same folder. */
export async function warmStart(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-warm-'));
  const [port = 0, temporal = 0, ui = 0, smtp = 0, mailbox = 0] = await freePorts(5);
  const { TOCSIN_TEMPORAL_PROGRAM: _program, ...inherited } = process.env;
  const program = new Program({
    name: 'npm start',
    program: process.execPath,
    args: [join(root, 'scripts/start.mjs')],
    env: {
      ...Object.fromEntries(Object.entries(inherited).map(([name, value]) => [name, value ?? ''])),
      ...{
        TOCSIN_DATA: join(folder, 'data'),
        PORT: String(port),
        SMTP_URL: '',
        DATABASE_URL: '',
        TEMPORAL_ADDRESS: '',
      },
      ...{ TOCSIN_TEMPORAL_PORT: String(temporal), TOCSIN_UI_PORT: String(ui) },
      ...{ TOCSIN_SMTP_PORT: String(smtp), TOCSIN_MAILBOX_PORT: String(mailbox) },
    },
    log: join(folder, 'start.log'),
    isReady: () => answers(`http://127.0.0.1:${port}/readyz`),
  });
  try {
    await program.start();
    await program.stop();
    const milliseconds = await timed(() => program.start());
    await program.stop();
    return milliseconds / 1_000;
  } finally {
    await program.kill();
    await rm(folder, { recursive: true, force: true });
  }
}
