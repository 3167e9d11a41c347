import { run } from './entry';
import { foundPeople } from './founding';
import { sharedRegisterOf } from './open-register';

void run(async (config) => {
  const register = await sharedRegisterOf(config, 'Migrating');
  await register.migrate();
  await foundPeople(register, config.keysFile);
  await register.close();
  process.exit(0);
});
