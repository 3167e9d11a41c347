import { Client, Connection } from '@temporalio/client';
import { run } from './entry';
import { currentRegisterOf, startFault } from './open-register';
import { check } from './upkeep/check';

void run(async (config) => {
  const { connectionOptions, namespace } = config.temporal;
  const client = new Client({ connection: Connection.lazy(connectionOptions), namespace });
  try {
    const register = await currentRegisterOf(config);
    const { incidents, pages, faults } = await check(register, client);
    process.stdout.write(faults.map((fault) => `${fault}\n`).join(''));
    process.stdout.write(`${incidents} incidents, ${pages} pages, ${faults.length} faults\n`);
    await register.close();
    process.exit(faults.length === 0 ? 0 : 1);
  } catch (fault) {
    throw startFault(fault);
  }
});
