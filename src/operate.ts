import { existsSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { readCheckpointKey } from './process/checkpoint-key';
import { instantAt } from './domain/primitives/instant';
import { adoptRules } from './operate/adopt-rules';
import { commands, commandOf, listOf, readOptions, type Command, type CommandName } from './operate/commands';
import type { Operation, Outcome, Options } from './operate/operation';
import { rebuild } from './operate/rebuild';
import { reconcileStores } from './operate/reconcile';
import { recoverOperator } from './operate/recover-operator';
import { retention } from './operate/retention';
import { rewrapKeys } from './operate/rewrap-keys';
import { verify } from './operate/verify';
import { rulesInForce } from './process/company-rules';
import type { Config } from './process/config';
import { runProcess, say, StartFault } from './process/entry';
import { keyRingOf } from './process/keys';
import { lettersOf } from './process/letters';
import { createLog } from './process/log';
import { currentRegisterOf, ownersRegisterOf, startFault } from './process/open-register';
import { temporalClient, type Seals } from './process/temporal-client';
import { composer } from './texts/compose';
import { answers } from './upkeep/looks';

/** Longer than a Temporal server takes that was just started. */
const ANSWER_TIMEOUT_MS = 20_000;

const operations: Record<CommandName, Operation> = {
  verify,
  rebuild,
  reconcile: reconcileStores,
  'adopt-rules': adoptRules,
  retention,
  'rewrap-keys': rewrapKeys,
  'recover-operator': recoverOperator,
};

const [name = '', ...args] = process.argv.slice(2);
const command = commandOf(name);
if (name === '--help' || args.includes('--help')) process.stdout.write(`${listOf()}\n`);
else if (command) run(command);
else {
  say(`tocsin: ${name ? `There is no command ${name}` : 'No command is named'}: name one of these.\n${listOf()}`);
  process.exitCode = 1;
}

function run(command: CommandName): void {
  const { options, unknown } = readOptions(commands[command], args);
  void runProcess(
    async (config) => {
      const outcome = await carryOut(command, config, options).catch((fault: unknown) => {
        throw startFault(fault);
      });
      if ('refused' in outcome) throw new StartFault(outcome.refused);
      process.exit(outcome.exitCode);
    },
    { argv: unknown },
  );
}

async function carryOut(name: CommandName, config: Config, options: Options): Promise<Outcome> {
  const { needsKeyRing, needsTemporal, needsOwner }: Command = commands[name];
  const client = temporalClient(config, sealsFor(needsKeyRing, config));
  if (needsTemporal) await answering(client, config);
  const register = await (needsOwner ? ownersRegisterOf : currentRegisterOf)(config);
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const rules = async () => rulesInForce(config, register, instantAt(await register.time.read()));
  const outcome = await operations[name](
    {
      ...{ register, client, dataFolder: config.dataFolder, verifier: () => verifierOf(config), rules, print },
      compose: () => composer(lettersOf(config)),
    },
    options,
  );
  await register.close();
  return outcome;
}

function sealsFor(needed: Command['needsKeyRing'], config: Config): Seals | undefined {
  const isAsked = needed === true || (needed === 'if-there' && existsSync(config.encryptionKeysFile));
  return isAsked ? { keyRing: keyRingOf(config, createLog('silent')), by: 'tool' } : undefined;
}

function verifierOf({ checkpointKeyFile }: Config): string | undefined {
  return existsSync(checkpointKeyFile) ? readCheckpointKey(checkpointKeyFile).verifier : undefined;
}

/** @throws StartFault if it does not */
async function answering(client: Client, { temporal }: Config): Promise<void> {
  try {
    await answers(client, ANSWER_TIMEOUT_MS);
  } catch (fault) {
    throw new StartFault(`Temporal does not answer at ${temporal.address} (${String(fault)}): start it first.`);
  }
}
