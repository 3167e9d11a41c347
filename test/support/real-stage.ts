import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTemporal } from './namespace';
import { temporalProgram, type TemporalServer } from './temporal-server';
import { openRealStage, type Stage } from './time-skipping';

/** Stories of incidents on a real server, where there is one, in a namespace of their own. The world is forgotten before each. */
export function onRealStage(title: string, stories: (stage: () => Stage) => void): void {
  (temporalProgram ? describe : describe.skip)(title, () => {
    let folder: string;
    let temporal: TemporalServer;
    let stage: Stage;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tocsin-stage-'));
      temporal = await openTemporal(folder);
      stage = await openRealStage(temporal);
    });
    afterAll(async () => {
      await stage.close();
      await temporal.close();
      rmSync(folder, { recursive: true, force: true });
    });
    beforeEach(() => stage.world.forget());

    stories(() => stage);
  });
}
