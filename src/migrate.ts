import { run, StartFault } from './entry';
import { foundPeople } from './founding';
import { foundKeys } from './keys';
import { openRegister } from './register';

void run(async (config) => {
  if (!config.databaseUrl)
    throw new StartFault('Migrating needs DATABASE_URL; the embedded register is migrated by npm start.');
  const { isNew } = await foundKeys(config);
  if (isNew)
    process.stdout.write(
      `A key ring was made: ${config.encryptionKeysFile}. Keep a copy of it apart from the backups.\n`,
    );
  const register = await openRegister({ databaseUrl: config.databaseUrl });
  await register.migrate();
  await foundPeople(register, config.keysFile);
  await register.close();
  process.exit(0);
});
