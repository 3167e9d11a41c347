import { existsSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { readCheckpointKey } from './process/checkpoint-key';
import type { Rules } from './domain/case/rules';
import { instantAt } from './domain/primitives/instant';
import { commands, commandOf, listOf, readOptions, type Command, type CommandName } from './operate/commands';
import type { Operation, Outcome, Options } from './operate/operation';
import type { Config } from './process/config';
import { runProcess, say, StartFault } from './process/entry';
import { keyRingOf } from './process/keys';
import { createLog } from './process/log';
import { currentRegisterOf, ownersRegisterOf, startFault } from './process/open-register';
import type { Seals } from './process/temporal-client';
import type { Register } from './register';
import type { Compose } from './texts/compose';

/** Longer than a Temporal server takes that was just started. */
const ANSWER_TIMEOUT_MS = 20_000;

/** Each loads what it needs, and Temporal's client is loaded for those alone that ask for it: it takes half of such a start. */
const operations: Record<CommandName, () => Promise<Operation>> = {
  verify: async () => (await import('./operate/verify.js')).verify,
  rebuild: async () => (await import('./operate/rebuild.js')).rebuild,
  reconcile: async () => (await import('./operate/reconcile.js')).reconcileStores,
  'adopt-rules': async () => (await import('./operate/adopt-rules.js')).adoptRules,
  retention: async () => (await import('./operate/retention.js')).retention,
  'rewrap-keys': async () => (await import('./operate/rewrap-keys.js')).rewrapKeys,
  'recover-operator': async () => (await import('./operate/recover-operator.js')).recoverOperator,
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
  const seals = sealsFor(needsKeyRing, config);
  let opened: Promise<Client> | undefined;
  const client = () => (opened ??= clientFor(config, seals));
  if (needsTemporal) await answering(await client(), config);
  const register = await (needsOwner ? ownersRegisterOf : currentRegisterOf)(config);
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const operation = await operations[name]();
  const outcome = await operation(
    {
      ...{ register, client, dataFolder: config.dataFolder, verifier: () => verifierOf(config), print },
      rules: () => rulesFor(config, register),
      compose: () => composerOf(config),
    },
    options,
  );
  await register.close();
  return outcome;
}

async function clientFor(config: Config, seals?: Seals): Promise<Client> {
  const { temporalClient } = await import('./process/temporal-client.js');
  return temporalClient(config, seals);
}

async function rulesFor(config: Config, register: Register): Promise<Rules> {
  const { rulesInForce } = await import('./process/company-rules.js');
  return rulesInForce(config, register, instantAt(await register.time.read()));
}

async function composerOf(config: Config): Promise<Compose> {
  const { composer } = await import('./texts/compose.js');
  const { lettersOf } = await import('./process/letters.js');
  return composer(lettersOf(config));
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
  const { answers } = await import('./upkeep/looks.js');
  try {
    await answers(client, ANSWER_TIMEOUT_MS);
  } catch (fault) {
    throw new StartFault(`Temporal does not answer at ${temporal.address} (${String(fault)}): start it first.`);
  }
}
