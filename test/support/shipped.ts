import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from './compose';
import { Program } from './program';

/** This machine's addresses, which replace those of the compose file. */
export interface LocalAddresses {
  folder: string;
  databaseUrl: string;
  smtpUrl: string;
  temporalAddress: string;
  namespace: string;
  encryptionKeysFile: string;
}

/** The compose file's own commands and settings, run as processes of this machine; only addresses and paths differ. */
export interface Shipped {
  keysFile: string;
  environmentOf: (name: string) => Record<string, string>;
  program: (name: string, title: string, env: Record<string, string>, isReady: () => Promise<boolean>) => Program;
  /** Runs a job until it exits. */
  once: (name: string, env?: Record<string, string>) => { status: number | null; stdout: string; stderr: string };
}

const root = join(__dirname, '..', '..');

export function shippedAt(place: LocalAddresses): Shipped {
  const { folder } = place;
  const secret = (name: string, content: string) => {
    writeFileSync(join(folder, name), `${content}\n`);
    return join(folder, name);
  };
  const places: Record<string, string> = {
    TEMPORAL_ADDRESS: place.temporalAddress,
    TEMPORAL_NAMESPACE: place.namespace,
    HOST: '127.0.0.1',
    TOCSIN_WORKER_METRICS: '127.0.0.1:0',
    DATABASE_URL_FILE: secret('database_url', asService(place.databaseUrl)),
    DATABASE_OWNER_URL_FILE: secret('database_owner_url', place.databaseUrl),
    SMTP_URL_FILE: secret('smtp_url', place.smtpUrl),
    TOCSIN_ENCRYPTION_KEYS_FILE: place.encryptionKeysFile,
  };
  const environmentOf = (name: string) => {
    const here = Object.entries(services[name]!.environment ?? {}).map(([key, value]) => [key, places[key] ?? value]);
    const image = { NODE_ENV: 'production', TZ: 'UTC', TOCSIN_DATA: join(folder, 'data') };
    return { PATH: process.env['PATH'] ?? '', HOME: folder, ...image, ...Object.fromEntries(here) };
  };
  const argsOf = (name: string) => services[name]!.command!.slice(1).map((arg) => join(root, arg));
  return {
    keysFile: join(folder, 'data', 'keys.json'),
    environmentOf,
    program: (name, title, env, isReady) =>
      new Program({
        name: title,
        program: process.execPath,
        args: argsOf(name),
        env: { ...environmentOf(name), ...env },
        log: join(folder, `${title}.log`),
        isReady,
      }),
    once: (name, env = {}) => {
      const options = { env: { ...environmentOf(name), ...env }, encoding: 'utf8', timeout: 60_000 } as const;
      return spawnSync(process.execPath, argsOf(name), options);
    },
  };
}

type Environment = Record<string, string | undefined>;

/** Runs the service's health check, with addresses inside its container replaced by this machine's. */
export function isHealthy(
  name: string,
  places: Record<string, string> = {},
  env: Environment = process.env,
): Promise<boolean> {
  const [kind, program = '', ...args] = services[name]?.healthcheck?.test ?? [];
  if (kind !== 'CMD') throw new Error(`The health check of ${name} is no command`);
  const here = (text: string) =>
    Object.entries(places).reduce((said, [inside, outside]) => said.replaceAll(inside, outside), text);
  return new Promise((resolve) => {
    execFile(here(program), args.map(here), { env, timeout: 15_000 }, (fault) => resolve(fault === null));
  });
}

function asService(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = 'tocsin_app';
  url.password = 'of-the-app';
  return url.href;
}
