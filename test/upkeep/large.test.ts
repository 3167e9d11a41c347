import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { temporalClient } from '../../src/process/temporal-client';
import { check } from '../../src/upkeep/check';
import { chainsOf } from '../../src/upkeep/history';
import { restartOf } from '../../src/workflows/messages';
import { migratedPlace, type Place } from '../register/registers';
import { openTemporal } from '../support/namespace';
import { at, given, INCIDENT, opened } from '../support/story';
import { temporalProgram, type TemporalServer } from '../support/temporal-server';

(temporalProgram ? describe : describe.skip)('a history larger than 4 MB', () => {
  let folder: string;
  let temporal: TemporalServer;
  let place: Place;
  let client: Client;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-large-'));
    [temporal, place] = await Promise.all([openTemporal(folder), migratedPlace()]);
    const { address, namespace } = temporal;
    client = temporalClient({ temporal: { connectionOptions: { address }, namespace } as never });
  });
  afterAll(async () => {
    await client.connection.close();
    await temporal.close();
    await place.remove();
    await rm(folder, { recursive: true });
  });

  test('is read like any other, by the check and by whoever reconciles', async () => {
    const register = await place.open();
    const { pages, state } = given(at(new Date().toISOString()), opened()).story;
    await register.pages.append(pages);
    const handle = await client.workflow.start('incident', restartOf(state, []));
    const text = 'A long note. '.repeat(130_000);
    for (let count = 0; count < 3; count += 1) await handle.signal<[object]>('note-progress', { by: 'lead', text });

    expect(await check(register, client)).toEqual({ incidents: 1, pages: 1, faults: [] });
    const [chain] = await chainsOf(client, INCIDENT);
    expect(chain?.received).toHaveLength(3);
    await register.close();
  });
});
