import { randomUUID } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import { seal } from '../codec';
import { isPersonCommand } from '../domain/commands';
import { workflowPlace } from '../domain/primitives/seal';
import type { Config } from '../process/config';
import { runProcess, say, StartFault } from '../process/entry';
import { keyRingOf } from '../process/keys';
import { createLog } from '../process/log';
import { temporalClient } from '../process/temporal-client';

const USAGE = `Usage: node lib/operate/say.js INCIDENT COMMAND PERSON MESSAGE

  Seals a command with the key ring, in the name of a person, and signals it: for when the API or its database is away. The incident
  judges it by the roles that it knows of that person; whether it was taken stands in its timeline.
  Example: node lib/operate/say.js INC-2026-0001 note-progress lead '{"text": "The server is off."}'`;

const ANSWER_TIMEOUT_MS = 10_000;

const [incident = '', command = '', person = '', text = '', ...more] = process.argv.slice(2);
if (incident === '--help') process.stdout.write(`${USAGE}\n`);
else void runProcess(signalled, { argv: more });

async function signalled(config: Config): Promise<never> {
  const message = messageIn(text);
  if (!isPersonCommand(command) || person === '' || !message) throw new StartFault(`Say what, and as whom.\n${USAGE}`);
  const keyRing = keyRingOf(config, createLog('silent'));
  const { namespace } = config.temporal;
  const payload = seal(keyRing, defaultPayloadConverter.toPayload(message), {
    by: { id: person, command },
    for: workflowPlace(namespace, incident),
  });
  const { workflowService, connection } = temporalClient(config);
  const send = () =>
    workflowService.signalWorkflowExecution({
      ...{ namespace, workflowExecution: { workflowId: incident }, signalName: command, requestId: randomUUID() },
      input: { payloads: [payload] },
    });
  await connection.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, send).catch((fault: unknown) => {
    throw new StartFault(`${incident} was not told (${String(fault)}): check its id and TEMPORAL_ADDRESS.`);
  });
  say(`${incident} was told. Whether it took ${command} stands in its timeline.`);
  process.exit(0);
}

function messageIn(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
