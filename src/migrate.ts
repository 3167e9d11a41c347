import { run } from './entry';
import { foundPeople } from './founding';
import { foundKeys } from './keys';
import { sharedRegisterOf } from './open-register';

void run(async (config) => {
  const { isNew } = await foundKeys(config);
  if (isNew)
    process.stdout.write(
      `A key ring was made: ${config.encryptionKeysFile}. Keep a copy of it apart from the backups.\n`,
    );
  const register = await sharedRegisterOf(config, 'Migrating');
  await register.migrate();
  await foundPeople(register, config.keysFile);
  await register.close();
  process.exit(0);
});
