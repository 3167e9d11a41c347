import { runProcess } from './process/entry';
import { currentRegisterOf, startFault } from './process/open-register';
import { temporalClient } from './process/temporal-client';
import { check } from './upkeep/check';

void runProcess(async (config) => {
  try {
    const register = await currentRegisterOf(config);
    const { incidents, pages, faults } = await check(register, temporalClient(config));
    process.stdout.write(faults.map((fault) => `${fault}\n`).join(''));
    process.stdout.write(`${incidents} incidents, ${pages} pages, ${faults.length} faults\n`);
    await register.close();
    process.exit(faults.length === 0 ? 0 : 1);
  } catch (fault) {
    throw startFault(fault);
  }
});
