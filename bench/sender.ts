import type { IncidentId } from '../src/domain/case/state';
import { openRegister } from '../src/register';
import { Notices } from './notices';

/** One worker of several that share a notice: `sender.ts DATABASE_URL SMTP_URL LANE`. Sends what it is told of, and says when it has. */
async function main(): Promise<void> {
  const [databaseUrl = '', url = '', lane = '0'] = process.argv.slice(2);
  const notices = Notices.open(await openRegister({ databaseUrl }), url, { lane: Number(lane) });
  process.on('message', (incident: IncidentId) => {
    void notices.send(incident).then((sent) => process.send?.(sent));
  });
  process.once('disconnect', () => void notices.close());
  process.send?.('ready');
}

void main();
