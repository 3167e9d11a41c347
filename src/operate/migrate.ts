import { runProcess, say } from '../process/entry';
import { seedPeople } from '../process/founding';
import { createCheckpointKey } from '../process/checkpoint-key';
import { createKeyRingFile } from '../process/keys';
import { migratedRegisterOf, requireServer } from '../process/open-register';

void runProcess(async (config) => {
  requireServer(config, 'Migrating');
  const register = await migratedRegisterOf(config, (sentence) => say(`tocsin: ${sentence}`));
  const { isNew } = await createKeyRingFile(config, register);
  if (isNew)
    process.stdout.write(
      `A key ring was made: ${config.encryptionKeysFile}. Keep a copy of it apart from the backups.\n`,
    );
  const { isNew: isFirst, verifier } = await createCheckpointKey(config);
  if (isFirst)
    process.stdout.write(
      `A key for checkpoints was made: ${config.checkpointKeyFile}. What it signs is verified by ${verifier}\n`,
    );
  await seedPeople(register, config.keysFile);
  await register.close();
  process.exit(0);
});
