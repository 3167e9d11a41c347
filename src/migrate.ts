import { run } from './entry';
import { foundPeople } from './founding';
import { foundKeys } from './keys';
import { sharedRegisterOf } from './open-register';

void run(async (config) => {
  const register = await sharedRegisterOf(config, 'Migrating');
  await register.migrate();
  const { isNew } = await foundKeys(config, register);
  if (isNew)
    process.stdout.write(
      `A key ring was made: ${config.encryptionKeysFile}. Keep a copy of it apart from the backups.\n`,
    );
  await foundPeople(register, config.keysFile);
  await register.close();
  process.exit(0);
});
