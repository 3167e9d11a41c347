import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { Instant } from '../../src/domain/primitives/instant';
import { signCheckpoint } from '../../src/primitives/checkpoint';
import type { Sized } from '../../src/primitives/merkle';
import { createSigningKey, readSigningKey } from '../../src/primitives/signed-note';
import { archiveOf, bundleFiles, verifyBundle } from '../../src/proof-pack';
import { unpacked } from '../../src/proof-pack/unpacked';
import { newIncident, notePage, openingPage } from '../register/stories';
import { ownRegister, type OwnRegister } from '../support/register';

jest.setTimeout(300_000);

const key = readSigningKey(createSigningKey('tocsin.example/tocsin'));
const sign = (tree: Sized) => ({ note: signCheckpoint(key, tree), verifier: key.verifier });
const SIZES = [1, 2, 3, 7, 8, 40];

describe("Go's own notes and transparency logs", () => {
  let own: OwnRegister;
  let folder: string;
  let program: string;
  beforeAll(async () => {
    own = await ownRegister();
    folder = mkdtempSync(join(tmpdir(), 'tocsin-tlog-'));
    cpSync(join(__dirname, 'tlog'), folder, { recursive: true });
    program = join(folder, 'tlog');
    execFileSync(goProgram(), ['build', '-o', program, '.'], { cwd: folder, env: { ...process.env, GOFLAGS: '' } });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await own.remove();
  });

  test('agree on every checkpoint, and on the proofs between them and of each page', async () => {
    const given = await published();
    expect(verdictOn(given)).toEqual({ status: 0, stdout: `6 15 40\n`, stderr: '' });
  });

  test('refuse a proof or a checkpoint that is forged by a letter', async () => {
    const given = await published();
    const forged = { ...given, Notes: given.Notes.map((note) => note.replace('\n40\n', '\n41\n')) };
    const crossed = { ...given, Proofs: given.Proofs.map(({ From, To }) => ({ From, To, Hashes: [] })) };
    for (const one of [forged, crossed]) expect(verdictOn(one)).toMatchObject({ status: 1, stdout: '' });
  });

  test('agree on the checkpoint under which the bundle of an audit lies, and so do we', async () => {
    await published();
    const file = join(folder, 'bundle.zip');
    writeFileSync(file, await bundled());
    expect(await verifyBundle(file, key.verifier)).toMatchObject({ faults: [], signedBy: key.verifier });
    const { kept } = await unpacked(file);
    const { note, verifier } = JSON.parse(String(kept.get('checkpoint.json'))) as { note: string; verifier: string };
    const given = { Verifier: verifier, Notes: [note], Proofs: [], Inclusions: [] };
    expect(verdictOn(given)).toEqual({ status: 0, stdout: `1 0 0\n`, stderr: '' });
    expect(verdictOn({ ...given, Notes: [note.replace('\n40\n', '\n41\n')] })).toMatchObject({ status: 1 });
  });

  async function bundled(): Promise<Buffer> {
    const { audits, tree } = own.register;
    const [fromAt, toAt, madeAt] = ['2026-01-01', '2027-01-01', '2027-01-02'].map(
      (day) => `${day}T00:00:00.000Z`,
    ) as Instant[];
    const author = { person: 'auditor' };
    const audit = await audits.open({ standard: 'ISO/IEC 27001:2022', fromAt: fromAt!, toAt: toAt! }, author);
    const of = {
      audit,
      population: [],
      hidden: 0,
      madeAt: madeAt!,
      madeBy: 'auditor',
      packs: Readable.from([]),
      tables: Readable.from([]),
    };
    const checkpoint = await tree.lastCheckpoint();
    const seal = (sha256: string) => audits.noteBundle(audit.id, sha256, author);
    return await buffer(archiveOf(bundleFiles({ ...of, ...(checkpoint && { checkpoint }) }, seal), madeAt!));
  }

  async function published() {
    const { tree } = own.register;
    const notes = await notesOf();
    const pairs = SIZES.flatMap((_, to) => Array.from({ length: to }, (_, from) => ({ from, to })));
    const proofs = pairs.map(async ({ from, to }) => ({
      ...{ From: from, To: to },
      Hashes: inBase64(await tree.consistency(SIZES[from]!, SIZES[to]!)),
    }));
    const leaves = await tree.leaves({ limit: 100 });
    const inclusions = leaves.map(async ({ position, subject, sequence, head }) => ({
      ...{ Position: position, Data: `${subject}\n${sequence}\n${head}\n` },
      Hashes: inBase64(await tree.inclusion(position, 40)),
    }));
    const [Proofs, Inclusions] = [await Promise.all(proofs), await Promise.all(inclusions)];
    return { Verifier: key.verifier, Notes: notes, Proofs, Inclusions };
  }

  async function notesOf(): Promise<string[]> {
    const { tree, pages } = own.register;
    for (const size of (await tree.size()) > 0 ? [] : SIZES) {
      const incident = newIncident();
      const more = Array.from({ length: size - (await tree.size()) }, (_, index) =>
        index === 0 ? openingPage(incident) : notePage(incident, index + 1, 'noted'),
      );
      await pages.append(more);
      await tree.checkpoint(sign, true);
    }
    return (await tree.checkpoints()).map(({ note }) => note);
  }

  function verdictOn(given: object) {
    const { status, stdout, stderr } = spawnSync(program, { input: JSON.stringify(given), encoding: 'utf8' });
    return { status, stdout, stderr };
  }
});

/** The one that the tests' own programs are built with: it may have to be fetched. */
function goProgram(): string {
  const script = pathToFileURL(join(__dirname, '../../scripts/go.mjs')).href;
  const ask = `import(${JSON.stringify(script)}).then(({ obtainGo }) => obtainGo()).then((go) => console.log(go))`;
  return execFileSync(process.execPath, ['-e', ask], { encoding: 'utf8' }).trim().split('\n').at(-1)!;
}

function inBase64(hashes: Buffer[]): string[] {
  return hashes.map((hash) => hash.toString('base64'));
}
