import { run } from './process/entry';
import { foundPeople } from './process/founding';
import { foundKeys } from './process/keys';
import { sharedRegisterOf } from './process/open-register';

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
