import { run, StartFault } from './entry';
import { foundPeople } from './founding';
import { openRegister } from './register';

void run(async (config) => {
  if (!config.databaseUrl)
    throw new StartFault('Migrating needs DATABASE_URL; the embedded register is migrated by npm start.');
  const register = await openRegister({ databaseUrl: config.databaseUrl });
  await register.migrate();
  await foundPeople(register, config.keysFile);
  await register.close();
  process.exit(0);
});
