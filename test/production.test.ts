import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { parse } from 'yaml';
import { type ConfigFault, readConfig } from '../src/process/config';
import { composeText, scriptOf, secrets, services, unescaped, volumes } from './support/compose';
import { databaseServer } from './support/database';
import { operating } from './support/documented';
import { pathToPostgres } from './support/postgres-programs';
import { BROWSER_BLOCKED_PORTS } from '../src/web/blocked-ports';

const root = join(__dirname, '..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

const all = Object.entries(services);
const ours = all.filter(([, { build }]) => build !== undefined);
async function connected(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}

function addressOf(database: string, signIn?: string): string {
  const { host, username, password } = new URL(databaseServer ?? '');
  return `postgres://${signIn ?? `${username}:${password}`}@${host}/${database}`;
}

const JOBS = ['temporal-schema', 'temporal-role', 'temporal-namespace', 'migrate'];

describe('docker-compose.yml', () => {
  test('publishes on loopback only, and the ports that are the defaults of our settings', () => {
    const published = all.flatMap(([, { ports = [] }]) => ports);
    const { http, temporal, uiUrl, mailbox } = readConfig({ TEMPORAL_CONFIG_FILE: '/nowhere' }, []);
    expect(published.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([]);
    expect(published.map((port) => Number(port.split(':')[1])).sort()).toEqual(
      [http.port, temporal.port, Number(new URL(uiUrl).port), mailbox.httpPort].sort(),
    );
    for (const port of published) expect(operating).toMatch(new RegExp(`^\\| ${port.split(':')[1]} +\\| `, 'm'));
  });

  test('publishes the ports that its services listen on, and asks their health there', () => {
    const inside = (name: string) => services[name]?.ports?.map((port) => port.split(':')[2]);
    const settingsOf = (name: string) => services[name]?.environment ?? {};
    const asked = (name: string) => services[name]?.healthcheck?.test.join(' ');
    expect(inside('api')).toEqual([settingsOf('api')['PORT']]);
    expect(inside('mailbox')).toEqual([settingsOf('mailbox')['TOCSIN_MAILBOX_PORT']]);
    expect(inside('ui-proxy')).toEqual([settingsOf('ui-proxy')['TOCSIN_UI_PORT']]);
    expect(inside('temporal')).toEqual([portOf(settingsOf('worker')['TEMPORAL_ADDRESS'])]);
    const doors = {
      api: settingsOf('api')['PORT'],
      temporal: portOf(settingsOf('worker')['TEMPORAL_ADDRESS']),
      'temporal-ui': settingsOf('temporal-ui')['TEMPORAL_UI_PORT'],
      worker: portOf(settingsOf('worker')['TOCSIN_WORKER_METRICS']),
      mailbox: settingsOf('mailbox')['TOCSIN_MAILBOX_PORT'],
      'ui-proxy': settingsOf('ui-proxy')['TOCSIN_UI_PORT'],
    };
    for (const [name, port] of Object.entries(doors))
      expect(asked(name)).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}\\b`));
  });

  test('has what others reach listen on more than its own loopback, each in a network of its own', () => {
    const listening = [
      services['api']?.environment?.['HOST'],
      services['mailbox']?.environment?.['TOCSIN_MAILBOX_HOST'],
      services['ui-proxy']?.environment?.['HOST'],
    ];
    expect(listening).toEqual(['0.0.0.0', '0.0.0.0', '0.0.0.0']);
    expect(all.filter(([, service]) => 'network_mode' in service)).toEqual([]);
    expect(operating).toContain(`smtp://mailbox:${services['mailbox']?.environment?.['TOCSIN_SMTP_PORT']}`);
  });

  test('lets nobody reach the database who has no business there', () => {
    const reaches = (network: string) =>
      all.flatMap(([name, { networks = [] }]) => (networks.includes(network) ? [name] : [])).sort();
    expect(all.filter(([, { networks = [] }]) => networks.length === 0)).toEqual([]);
    expect(reaches('register')).toEqual([
      ...['api', 'migrate', 'postgres', 'temporal', 'temporal-role', 'temporal-schema', 'worker'],
    ]);
    expect(reaches('temporal')).toEqual(['api', 'temporal', 'temporal-namespace', 'temporal-ui', 'worker']);
    expect(reaches('mail')).toEqual(['api', 'mailbox', 'worker']);
    expect(reaches('metrics')).toEqual(['api', 'worker']);
  });

  test("leaves Temporal's UI to the proxy before it, where no browser asks, and without a way to write", () => {
    const { environment: ui, ports } = services['temporal-ui']!;
    expect(BROWSER_BLOCKED_PORTS.map(String)).toContain(ui?.['TEMPORAL_UI_PORT']);
    expect(ports).toBeUndefined();
    expect(ui?.['TEMPORAL_DISABLE_WRITE_ACTIONS']).toBe('true');
    expect(services['ui-proxy']?.environment).toMatchObject({
      TOCSIN_UI_UPSTREAM: `http://temporal-ui:${ui?.['TEMPORAL_UI_PORT']}`,
      TOCSIN_UI_URL: services['api']?.environment?.['TOCSIN_UI_URL'],
    });
    expect(services['temporal']?.environment?.['FRONTEND_HTTP_PORT']).toBe('0');
  });

  test('answers under the names that the containers have for each other', () => {
    for (const [name, { environment = {} }] of ours.filter(([one]) => ['api', 'worker', 'mailbox'].includes(one)))
      expect([name, environment['TOCSIN_ALLOWED_HOSTS']?.split(',')]).toEqual([name, expect.arrayContaining([name])]);
    const scraped = [...operating.matchAll(/targets: \['([\w-]+):\d+'\]/g)].map(([, name]) => name);
    expect(operating).toContain(`TOCSIN_ALLOWED_HOSTS=${scraped.join(',')}`);
  });

  test('has everybody find Temporal, PostgreSQL, codec and metrics where they are', () => {
    const { http, temporal } = readConfig({ TEMPORAL_CONFIG_FILE: '/nowhere' }, []);
    const addresses = all.flatMap(([, { environment = {} }]) => environment['TEMPORAL_ADDRESS'] ?? []);
    expect(new Set(addresses)).toEqual(new Set([`temporal:${temporal.port}`]));
    const [, codec] = /`(\/\w+)\/\$\{path\}`/.exec(textOf('src/api/routes/codec-door.ts'))!;
    expect(services['temporal-ui']?.environment?.['TEMPORAL_CODEC_ENDPOINT']).toBe(`${http.publicUrl}${codec}`);
    const { POSTGRES_USER: user, POSTGRES_DB: database } = services['postgres']?.environment ?? {};
    expect(operating).toContain(`postgres://${user}:$PASSWORD@postgres:5432/${database}`);
    expect(services['postgres']?.healthcheck?.test).toEqual([
      'CMD',
      'pg_isready',
      '-h',
      '127.0.0.1',
      '-U',
      user,
      '-d',
      database,
    ]);
    const clients = [
      services['temporal-schema']?.environment?.['SQL_USER'],
      services['temporal-role']?.environment?.['PGUSER'],
    ];
    expect(clients).toEqual([user, user]);
    expect(services['temporal']?.environment?.['POSTGRES_USER']).toBe('temporal');
    const metrics = portOf(services['worker']?.environment?.['TOCSIN_WORKER_METRICS']);
    expect(operating).toContain(`targets: ['tocsin-worker:${metrics}']`);
    expect(operating).toContain(`targets: ['tocsin-api:${http.port}']`);
  });

  (databaseServer ? test : test.skip)(
    "has Temporal's server read and write its own tables, and make, own or drop none",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tocsin-role-'));
      const name = `temporal_${process.pid}`;
      const { hostname, port, username, password } = new URL(databaseServer ?? '');
      writeFileSync(join(folder, 'postgres_password'), password);
      writeFileSync(join(folder, 'temporal_password'), "it's secret");
      const script = scriptOf('temporal-role')
        .replaceAll('/run/secrets', folder)
        .replace(/(?<!\/)\btemporal(?!_password)(?=\b|_visibility)/g, name);
      const env = { ...process.env, PATH: pathToPostgres(), PGHOST: hostname, PGPORT: port, PGUSER: username };
      const owner = await connected(databaseServer ?? '');
      for (const database of [name, `${name}_visibility`]) {
        await owner.query(`create database ${database}`);
        const inside = await connected(addressOf(database));
        await inside.query('create table executions (id int)');
        await inside.end();
      }
      try {
        for (const _ of ['first', 'again'])
          expect(spawnSync('/bin/sh', ['-euc', script], { env, encoding: 'utf8' })).toMatchObject({
            status: 0,
            stderr: '',
          });
        const role = await connected(addressOf(name, `${name}:${encodeURIComponent("it's secret")}`));
        await role.query('insert into executions values (1)');
        await role.query('delete from executions');
        for (const refused of ['drop table executions', 'create table mine (id int)', 'truncate executions'])
          await expect(role.query(refused)).rejects.toThrow(/must be owner|permission denied/);
        await role.end();
      } finally {
        for (const database of [name, `${name}_visibility`])
          await owner.query(`drop database ${database} with (force)`);
        await owner.query(`drop role if exists ${name}`);
        await owner.end();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  test('has the API read rules of the company out of a folder that nobody there can write', () => {
    const { environment, volumes: mounts } = services['api']!;
    expect(environment?.['TOCSIN_RULES']).toBe('');
    const [host, inside, mode] = mounts![0]!.split(':');
    expect([host, mode]).toEqual(['./rules', 'ro']);
    expect(composeText).toContain("TOCSIN_RULES: '${TOCSIN_RULES:-}'");
    expect(textOf('docs/operating/rules.md')).toContain(`TOCSIN_RULES=${inside}/rules.yaml`);
    expect(readConfig({ TEMPORAL_CONFIG_FILE: '/nowhere', TOCSIN_RULES: '' }, [])).not.toHaveProperty('rulesFile');
  });

  test('asks every service that is no job how it is', () => {
    expect(all.filter(([name, { healthcheck }]) => JOBS.includes(name) === (healthcheck !== undefined))).toEqual([]);
  });

  test('names every image with a version, ours with the one of the package', () => {
    const { version } = JSON.parse(textOf('package.json')) as { version: string };
    expect(all.filter(([, { image }]) => !/:\d[\w.-]*$/.test(image))).toEqual([]);
    expect(new Set(ours.map(([, { image }]) => image))).toEqual(new Set([`tocsin:${version}`]));
    expect(services['temporal-schema']?.image).toBe(services['temporal-namespace']?.image);
    const tag = (name: string) => services[name]?.image.split(':')[1] ?? '';
    expect(tag('temporal-schema').startsWith(`${tag('temporal')}-`)).toBe(true);
  });

  test('runs commands that are built from an entry of ours', () => {
    const commands = ours.map(([, { command = [] }]) => command);
    expect(commands.map(([program]) => program)).toEqual(commands.map(() => 'node'));
    const entries = commands.map(([, file = '']) => file);
    expect(entries).toEqual([
      ...['lib/operate/ui-proxy.js', 'lib/operate/migrate.js', 'lib/api/main.js'],
      ...['lib/worker.js', 'lib/mailbox/main.js'],
    ]);
    expect(entries.filter((file) => !existsSync(join(root, sourceOf(file))))).toEqual([]);
  });

  test.each(ours)('gives %s only settings that are known, and such that it can be started with', (_name, service) => {
    const env = service.environment ?? {};
    const known = new Set(textOf('.env.example').match(/\b[A-Z_]+(?==)/g));
    expect(Object.keys(env).filter((name) => !known.has(name))).toEqual([]);
    // The secrets' own files lie elsewhere; without them the rest must be without fault.
    const { DATABASE_URL_FILE: _database, DATABASE_OWNER_URL_FILE: _owner, SMTP_URL_FILE: _mail, ...rest } = env;
    expect(() => readConfig({ ...rest, TEMPORAL_CONFIG_FILE: '/nowhere' }, [])).not.toThrow();
  });

  test('asks for secrets by file only, each declared, mounted where it is read, and never in the repository', () => {
    for (const [name, { environment = {}, secrets: mounted = [], command = [] }] of all) {
      const named = [...Object.values(environment), ...command].flatMap((text) =>
        [...text.matchAll(/\/run\/secrets\/(\w+)/g)].map(([, secret]) => secret),
      );
      expect([name, [...new Set(named)].sort()]).toEqual([name, [...mounted].sort()]);
      const open = Object.keys(environment).filter(
        (key) => /PASSWORD|PWD|KEY|_URL$/.test(key) && !key.endsWith('_FILE'),
      );
      expect(open.filter((key) => !/^(PUBLIC_URL|TOCSIN_UI_URL|HEARTBEAT_URL)$/.test(key))).toEqual([]);
    }
    const used = new Set(all.flatMap(([, { secrets: mounted = [] }]) => mounted));
    expect(Object.keys(secrets).sort()).toEqual([...used].sort());
    for (const [name, { file }] of Object.entries(secrets)) {
      expect(file).toBe(`./.tocsin-secrets/${name}`);
      expect(operating).toContain(file.slice(2));
    }
    expect(textOf('.gitignore')).toMatch(/^\.tocsin\*\/$/m);
    expect(composeText).not.toMatch(/:\/\/[^\s/]*:[^\s/]*@/);
  });

  test('lets nothing have capabilities, unlimited memory, or a volume that is not declared', () => {
    for (const [name, service] of all) {
      expect([name, service.cap_drop, service.mem_limit]).toEqual([name, ['ALL'], expect.stringMatching(/^\d+[mg]$/)]);
    }
    const mounted = new Set(all.flatMap(([, { volumes: mounts = [] }]) => mounts.map((mount) => mount.split(':')[0])));
    expect([...mounted].filter((name) => !name?.startsWith('./')).sort()).toEqual(Object.keys(volumes).sort());
  });

  test('starts again what serves, and never a job; what waits for a job waits for its end', () => {
    for (const [name, { restart, depends_on: before = {} }] of all) {
      expect([name, restart]).toEqual([name, JOBS.includes(name) ? 'no' : 'unless-stopped']);
      for (const [first, { condition }] of Object.entries(before)) {
        const { healthcheck } = services[first]!;
        const wanted = JOBS.includes(first) ? /completed_successfully$/ : healthcheck ? /healthy$/ : /started$/;
        expect([first, condition]).toEqual([first, expect.stringMatching(wanted)]);
      }
    }
  });

  test('gives worker and API longer to stop than they take at most', () => {
    const seconds = (name: string) => Number(/^(\d+)s$/.exec(services[name]?.stop_grace_period ?? '')?.[1]);
    const [, force] = /FORCE_MS = ([\d_]+);/.exec(textOf('src/worker.ts'))!;
    const [, drain] = /DRAIN_AT_MOST_MS = ([\d_]+);/.exec(textOf('src/api/main.ts'))!;
    const inSeconds = (milliseconds = '') => Number(milliseconds.replace('_', '')) / 1_000;
    expect(seconds('worker')).toBeGreaterThanOrEqual(inSeconds(force) + 10);
    expect(seconds('api')).toBeGreaterThanOrEqual(inSeconds(drain) + 10);
  });

  test('makes the search attributes that `npm start` makes, and keeps closed incidents as long', () => {
    const script = scriptOf('temporal-namespace');
    const made = [...script.matchAll(/--name (\w+) --type (\w+)/g)].map(([, name, type]) => [name, type]);
    const [, block = ''] = /const searchAttributes = \{([^}]*)\}/.exec(textOf('scripts/temporal-server.mjs'))!;
    expect(made).toEqual([...block.matchAll(/(\w+): '(\w+)'/g)].map(([, name, type]) => [name, type]));
    const [, days] = /retentionSeconds = (\d+) \* 24/.exec(textOf('scripts/temporal-server.mjs'))!;
    expect(script).toContain(`--retention ${days}d`);
  });

  test.each(all)('has a script for %s that the shell can read', (_name, { command = [] }) => {
    for (const script of command.filter((part) => part.includes('\n'))) {
      expect(spawnSync('/bin/sh', ['-nc', unescaped(script)], { encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });
    }
  });
});

describe('.env.example', () => {
  test('has every setting that is read, with the default it has', () => {
    const lines = [...textOf('.env.example').matchAll(/^(# )?([A-Z_]+)=(.*)$/gm)];
    const given = Object.fromEntries(
      lines.filter(([, hidden]) => !hidden).map(([, , name = '', value = '']) => [name, value]),
    );
    const nowhere = { TEMPORAL_CONFIG_FILE: '/nowhere' };
    expect(readConfig({ ...given, ...nowhere }, [])).toEqual(readConfig(nowhere, []));
    const { http, uiUrl } = readConfig(nowhere, []);
    const shown = Object.fromEntries(lines.map(([, , name = '', value = '']) => [name, value]));
    expect(shown).toMatchObject({ PUBLIC_URL: http.publicUrl, TOCSIN_UI_URL: uiUrl });
    const read = textOf('src/process/config.ts')
      .match(/^ {2}[A-Z_]{4,}(?=:)/gm)!
      .map((name) => name.trim());
    expect(read.filter((name) => !(name in shown))).toEqual([]);
  });
});

describe('the units and the sketch in docs/operating', () => {
  const known = new Set(textOf('.env.example').match(/\b[A-Z_]+(?==)/g));
  const units = [...operating.matchAll(/^```ini\n([^]*?)^```$/gm)].map(([, unit = '']) => unit);
  const settingsOf = (unit: string) =>
    [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) =>
      line.split(' ').map((pair) => pair.split('=')),
    );
  const sketch = [...operating.matchAll(/^```yaml\n([^]*?)^```$/gm)]
    .map(([, text = '']) => text)
    .find((text) => text.includes('replicas'))!;
  const image = ['NODE_ENV', 'TZ'];

  test('start what is built, with settings that are known, and give it the time to stop', () => {
    const started = units.map((unit) => /^ExecStart=\/usr\/bin\/node \/opt\/tocsin\/(.*)$/m.exec(unit)?.[1]);
    expect(started).toEqual(['lib/operate/migrate.js', 'lib/api/main.js', 'lib/worker.js']);
    for (const unit of units) {
      expect(
        settingsOf(unit)
          .map(([name]) => name!)
          .filter((name) => !known.has(name) && !image.includes(name)),
      ).toEqual([]);
      const loaded = [...unit.matchAll(/^LoadCredential=(\w+):/gm)].map(([, name]) => `%d/${name}`);
      const used = settingsOf(unit)
        .filter(([name]) => name!.endsWith('_FILE'))
        .map(([, path]) => path);
      expect(used.sort()).toEqual(loaded.sort());
    }
    for (const name of ['api', 'worker'])
      expect(units.find((unit) => unit.includes(`lib/${name}`))).toContain(
        `TimeoutStopSec=${services[name]?.stop_grace_period?.slice(0, -1)}`,
      );
  });

  test('can be started with what they set', () => {
    for (const unit of units) {
      const set = Object.fromEntries(
        settingsOf(unit).filter(([name]) => !/^(DATABASE|DATABASE_OWNER|SMTP)_URL_FILE$/.test(name!)),
      );
      expect(() => readConfig({ ...set, TEMPORAL_CONFIG_FILE: '/nowhere' }, [])).not.toThrow();
    }
  });

  test('as containers have the same settings by file, the image of this version, and the time to stop', () => {
    const { spec } = parse(sketch) as { spec: { template: { spec: Pod } } };
    const { containers, terminationGracePeriodSeconds: grace } = spec.template.spec;
    const [worker] = containers;
    const { version } = JSON.parse(textOf('package.json')) as { version: string };
    expect(worker?.image).toMatch(new RegExp(`/tocsin:${version}$`));
    expect(worker?.command).toEqual(services['worker']?.command);
    expect(worker?.env.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    const secretsOf = (names: string[]) => names.filter((name) => name.endsWith('_FILE')).sort();
    expect(secretsOf(worker!.env.map(({ name }) => name))).toEqual(
      secretsOf(Object.keys(services['worker']?.environment ?? {})),
    );
    expect(`${grace}s`).toBe(services['worker']?.stop_grace_period);
  });
});

interface Pod {
  terminationGracePeriodSeconds: number;
  containers: { image: string; command: string[]; env: { name: string }[] }[];
}

describe('Dockerfile', () => {
  const lines = textOf('Dockerfile').split('\n');
  const stages = textOf('Dockerfile')
    .split(/^(?=FROM )/m)
    .filter((stage) => stage.startsWith('FROM '));
  const last = stages.at(-1)!;

  test('is made of Node 24 for glibc, for which the native part of the SDK comes ready-made', () => {
    expect(new Set(stages.map((stage) => stage.split(/\s/)[1]))).toEqual(new Set(['node:24-bookworm-slim']));
    const releases = join(root, 'node_modules/@temporalio/core-bridge/releases');
    for (const cpu of ['x86_64', 'aarch64']) {
      expect(existsSync(join(releases, `${cpu}-unknown-linux-gnu/index.node`))).toBe(true);
    }
  });

  test('installs what the lockfile says without any install script, and ships only what runs', () => {
    const installs = lines.filter((line) => /\bnpm (ci|i|install)\b/.test(line));
    expect(installs.filter((line) => !line.includes('npm ci --ignore-scripts'))).toEqual([]);
    expect(last).toMatch(/^COPY --from=dependencies \/app\/node_modules node_modules$/m);
    expect(stages[1]).toMatch(/AS dependencies[^]*--omit=dev/);
    expect(last.match(/(?<=^COPY ).*$/gm)).toEqual([
      ...['--from=dependencies /app/node_modules node_modules', '--from=build /app/lib lib'],
      ...[
        'texts texts',
        'package.json ./',
        'playbooks playbooks',
        'regimes regimes',
        'courses courses',
        'exercises exercises',
      ],
    ]);
  });

  test('runs as an ordinary user, in UTC, one of our entries, and holds no secret', () => {
    expect(last).toMatch(/^USER node\n/m);
    expect(last).toMatch(/^ENV NODE_ENV=production TZ=UTC TOCSIN_DATA=\/var\/lib\/tocsin$/m);
    const [, entry = ''] = /^CMD \["node", "(.*)"\]$/m.exec(last)!;
    expect(existsSync(join(root, sourceOf(entry)))).toBe(true);
    expect(lines.join('\n')).not.toMatch(/^ARG|PASSWORD|SECRET|_KEY/m);
    const written = ours.flatMap(([, { volumes: mounts = [] }]) => mounts).filter((mount) => !mount.endsWith(':ro'));
    for (const mount of written) {
      expect(mount.split(':')[1]).toBe('/var/lib/tocsin');
    }
  });

  test('is given all that the build reads, and nothing else', () => {
    const given = textOf('.dockerignore').match(/(?<=^!).+$/gm)!;
    const copied = lines.flatMap((line) => /^COPY (?!--)(.*) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(new Set(copied)).toEqual(new Set(given));
    expect(textOf('.dockerignore')).toMatch(/^\*$/m);
    expect(given.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('a secret by file', () => {
  const file = join(root, 'LICENSE');
  const faults = (env: Record<string, string>) => {
    try {
      readConfig({ TEMPORAL_CONFIG_FILE: '/nowhere', ...env }, []);
      return [];
    } catch (fault) {
      return (fault as ConfigFault).faults;
    }
  };

  test('may not be given twice, and must be readable', () => {
    expect(faults({ SMTP_URL: 'smtp://localhost', SMTP_URL_FILE: file })[0]).toBe(
      'SMTP_URL and SMTP_URL_FILE are both set: leave one of them out.',
    );
    expect(faults({ DATABASE_URL_FILE: '/nowhere/at/all' })).toEqual([
      'DATABASE_URL_FILE names a file that is empty or cannot be read: /nowhere/at/all.',
    ]);
  });

  test('is judged like any other setting, and its content is not repeated', () => {
    expect(faults({ DATABASE_URL_FILE: file })).toEqual([
      'DATABASE_URL must be a PostgreSQL address, such as postgres://user:password@host:5432/tocsin.',
    ]);
  });
});

function portOf(address: string | undefined): string | undefined {
  return address?.split(':').at(-1);
}

function sourceOf(file: string): string {
  return file.replace(/^lib\//, 'src/').replace(/\.js$/, '.ts');
}
