import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigFault, readConfig } from '../src/process/config';

/** No temporal.toml of the person who runs the tests gets in. */
const nowhere = { TEMPORAL_CONFIG_FILE: join(mkdtempSync(join(tmpdir(), 'tocsin-config-')), 'none.toml') };

function faults(env: Record<string, string>, ...argv: string[]): readonly string[] {
  try {
    readConfig({ ...nowhere, ...env }, argv);
    return [];
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
}

test('without any setting it runs on loopback, with the sandbox mailbox and a Temporal of its own', () => {
  const config = readConfig(nowhere, []);
  expect(config).toMatchObject({
    http: { host: '127.0.0.1', port: 8080, localUrl: 'http://127.0.0.1:8080', publicUrl: 'http://127.0.0.1:8080' },
    dataFolder: resolve('.tocsin'),
    temporal: { address: '127.0.0.1:7233', namespace: 'default', external: false },
    uiUrl: 'http://127.0.0.1:8233',
    mail: { smtpUrl: 'smtp://127.0.0.1:1025', sandbox: true },
    mailbox: { host: '127.0.0.1', smtpPort: 1025, httpPort: 1080 },
    keysFile: resolve('.tocsin/keys.json'),
    verifyDays: 7,
    watch: { everyMs: 60_000 },
    unsealed: 'refuse',
    logLevel: 'info',
    demo: false,
  });
  expect(config).not.toHaveProperty('databaseUrl');
});

test('all faults are told at once, each in a sentence that names its setting', () => {
  const told = faults(
    {
      PORT: '99999',
      DATABASE_URL: 'mysql://db',
      SMTP_URL: 'mail',
      MAIL_FROM: 'a@b\r\nBcc: c@d',
      TOCSIN_UNSEALED: 'perhaps',
      TOCSIN_VERIFY_DAYS: '0',
      TOCSIN_WATCH_SECONDS: '0',
      HEARTBEAT_URL: 'monitor',
      LOG_LEVEL: 'loud',
      TEMPORAL_PROFILE: 'absent',
    },
    '--dmo',
  );
  expect(told.map((sentence) => sentence.split(' ')[0])).toEqual([
    'PORT',
    'DATABASE_URL',
    'SMTP_URL',
    'MAIL_FROM',
    'TOCSIN_UNSEALED',
    'TOCSIN_VERIFY_DAYS',
    'TOCSIN_WATCH_SECONDS',
    'HEARTBEAT_URL',
    'LOG_LEVEL',
    'The',
    '--dmo',
  ]);
  for (const sentence of told) expect(sentence).toMatch(/^\S.* .*\.$/);
});

test('a setting left empty counts as not given', () => {
  expect(readConfig({ ...nowhere, PORT: '', SMTP_URL: ' ', DATABASE_URL: '' }, [])).toEqual(readConfig(nowhere, []));
});

test('two services on one port are refused, but ports that are not used do not count', () => {
  expect(faults({ PORT: '7233' })).toEqual(['PORT and TOCSIN_TEMPORAL_PORT are both 7233: give each its own.']);
  expect(faults({ PORT: '7233', TEMPORAL_ADDRESS: 'temporal.example:7233' })).toEqual([]);
  expect(faults({ PORT: '1025', SMTP_URL: 'smtp://mail.example:587', SENDER_NAME: 'sample' })).toEqual([]);
});

test('the address of the owner goes with one of the service', () => {
  const owner = { DATABASE_OWNER_URL: 'postgres://owner@db/tocsin' };
  expect(faults(owner)).toEqual([expect.stringMatching(/^DATABASE_OWNER_URL is set without DATABASE_URL/)]);
  expect(readConfig({ ...nowhere, ...owner, DATABASE_URL: 'postgres://app@db/tocsin' }, [])).toMatchObject({
    databaseUrl: 'postgres://app@db/tocsin',
    databaseOwnerUrl: 'postgres://owner@db/tocsin',
  });
});

describe('who signs notices', () => {
  const real = { SMTP_URL: 'smtp://mail.company.example:587', MAIL_FROM: 'Company <tocsin@company.eu>' };
  const sender = {
    ...{ SENDER_NAME: 'Company Ltd', SENDER_ADDRESS: '1 Main Street, Paris', SENDER_PHONE: '+33 1' },
    ...{ SENDER_MAIL: 'incidents@company.eu', SENDER_DPO: 'DPO, dpo@company.eu' },
  };

  test('must be said where mail leaves this machine, each missing setting by name', () => {
    expect(faults(real)).toEqual([
      expect.stringMatching(
        /^SENDER_NAME, SENDER_ADDRESS, SENDER_PHONE, SENDER_MAIL and SENDER_DPO are not set, .* SENDER_NAME=sample for a trial\.$/,
      ),
    ]);
    const { SENDER_DPO: _, ...most } = sender;
    expect(faults({ ...real, ...most })).toEqual([expect.stringMatching(/^SENDER_DPO is not set/)]);
    expect(readConfig({ ...nowhere, ...real, ...sender }, []).sender).toEqual({
      ...{ name: 'Company Ltd', mark: 'Company Ltd', address: '1 Main Street, Paris', phone: '+33 1' },
      ...{ mail: 'incidents@company.eu', replyTo: 'incidents@company.eu', dpo: 'DPO, dpo@company.eu' },
    });
  });

  test('is the sample for a trial, and never with a real address', () => {
    expect(readConfig(nowhere, []).sender.name).toBe('Tocsin Sample Services Ltd');
    expect(faults({ ...real, SENDER_NAME: 'sample' })).toEqual([expect.stringMatching(/^SENDER_NAME is sample/)]);
    expect(faults({ SMTP_URL: real.SMTP_URL, SENDER_NAME: 'sample' })).toEqual([]);
  });

  test('is one line without markup of mail', () => {
    expect(faults({ SENDER_NAME: 'Company <a@b>' })).toEqual([expect.stringMatching(/^SENDER_NAME must be one line/)]);
    expect(faults({ REPLY_TO: 'a@b\r\nBcc: c@d' })).toEqual([expect.stringMatching(/^REPLY_TO must be one mail/)]);
  });
});

test('the demonstration never writes to a real mail server', () => {
  expect(faults({ SMTP_URL: 'smtp://mail.example:587', SENDER_NAME: 'sample' }, '--demo')).toEqual([
    expect.stringContaining('leave SMTP_URL unset'),
  ]);
  expect(readConfig(nowhere, ['--demo']).demo).toBe(true);
  expect(faults({ SMTP_URL: 'smtp://127.0.0.1:1025' }, '--demo')).toEqual([]);
});

test('TEMPORAL_ADDRESS or a profile means a server of somebody else, with its credentials', () => {
  const byEnvironment = readConfig(
    { ...nowhere, TEMPORAL_ADDRESS: 't.example:7233', TEMPORAL_NAMESPACE: 'breaches', TEMPORAL_API_KEY: 'k' },
    [],
  );
  expect(byEnvironment.temporal).toMatchObject({
    address: 't.example:7233',
    namespace: 'breaches',
    external: true,
    connectionOptions: { apiKey: 'k' },
  });

  const file = join(mkdtempSync(join(tmpdir(), 'tocsin-config-')), 'temporal.toml');
  writeFileSync(file, '[profile.prod]\naddress = "p.example:7233"\nnamespace = "n"\n');
  const byProfile = readConfig({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'prod' }, []);
  expect(byProfile.temporal).toMatchObject({ address: 'p.example:7233', namespace: 'n', external: true });
});

test('the public address has no slash at its end, and follows HOST and PORT if not given', () => {
  const publicUrl = (env: Record<string, string>) => readConfig({ ...nowhere, ...env }, []).http.publicUrl;
  expect(publicUrl({ PUBLIC_URL: 'https://tocsin.example/' })).toBe('https://tocsin.example');
  expect(publicUrl({ HOST: '0.0.0.0', PORT: '81' })).toBe('http://127.0.0.1:81');
  expect(publicUrl({ HOST: '::1' })).toBe('http://[::1]:8080');
  const { http } = readConfig({ ...nowhere, PUBLIC_URL: 'https://tocsin.example', HOST: '::' }, []);
  expect(http.localUrl).toBe('http://127.0.0.1:8080');
});

test('answers under loopback’s names, those of its own addresses, and those that are named', () => {
  const hosts = (env: Record<string, string>) => readConfig({ ...nowhere, ...env }, []).hosts;
  const loopback = ['localhost', '127.0.0.1', '::1'];
  expect(hosts({})).toEqual(loopback);
  expect(hosts({ HOST: '0.0.0.0', TOCSIN_MAILBOX_HOST: '::' })).toEqual(loopback);
  const named = hosts({
    HOST: 'fd00::7',
    PUBLIC_URL: 'https://Tocsin.example:8443/',
    TOCSIN_UI_URL: 'https://ui.example',
    TOCSIN_ALLOWED_HOSTS: 'tocsin-api, Tocsin-Worker,fd00::8',
  });
  expect(named).toEqual([
    ...loopback,
    'fd00::7',
    'tocsin.example',
    'ui.example',
    'tocsin-api',
    'tocsin-worker',
    'fd00::8',
  ]);
  for (const wrong of ['*', 'https://tocsin.example', 'a,,b', 'a b'])
    expect([wrong, faults({ TOCSIN_ALLOWED_HOSTS: wrong })]).toEqual([
      wrong,
      [expect.stringMatching(/^TOCSIN_ALLOWED_HOSTS must be host names/)],
    ]);
});

test('an identity provider is set wholly or not at all, and reached by TLS', () => {
  const provider = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'tocsin', OIDC_CLIENT_SECRET: 's' };
  const { oidc } = readConfig({ ...nowhere, ...provider }, []);
  expect(oidc).toEqual({ issuer: 'https://login.example', clientId: 'tocsin', clientSecret: 's' });
  expect(readConfig(nowhere, [])).not.toHaveProperty('oidc');
  expect(faults({ OIDC_ISSUER: 'https://login.example' })).toEqual([
    expect.stringMatching(/^OIDC_CLIENT_ID is missing/),
    expect.stringMatching(/^OIDC_CLIENT_SECRET is missing/),
  ]);
  expect(faults({ OIDC_CLIENT_ID: 'tocsin' })).toEqual([expect.stringContaining('without OIDC_ISSUER')]);
  expect(faults({ ...provider, OIDC_ISSUER: 'http://login.example' })).toEqual([expect.stringContaining('https://')]);
  expect(faults({ ...provider, OIDC_ISSUER: 'http://127.0.0.1:8500' })).toEqual([]);
});

test('a browser stays signed in for half a day unused and a week in all, or as is set', () => {
  const hour = 3_600_000;
  expect(readConfig(nowhere, []).session).toEqual({ idleMs: 12 * hour, lifeMs: 168 * hour });
  const set = { TOCSIN_SESSION_IDLE_HOURS: '1', TOCSIN_SESSION_DAYS: '2' };
  expect(readConfig({ ...nowhere, ...set }, []).session).toEqual({ idleMs: hour, lifeMs: 48 * hour });
  expect(faults({ TOCSIN_SESSION_DAYS: '31' })).toEqual([expect.stringContaining('from 1 to 30')]);
});

test('the sandbox mailbox is written to and looked at where it listens', () => {
  const at = (host: string) => {
    const { mail, mailbox } = readConfig({ ...nowhere, TOCSIN_MAILBOX_HOST: host }, []);
    return { ...mail, url: mailbox.url };
  };
  expect(at('::1')).toMatchObject({ smtpUrl: 'smtp://[::1]:1025', sandbox: true, url: 'http://[::1]:1080' });
  expect(at('0.0.0.0')).toMatchObject({ smtpUrl: 'smtp://127.0.0.1:1025', url: 'http://127.0.0.1:1080' });
});

test('what domains take of each worker is read, and refused where it says nothing', () => {
  const domains = (written: string) => readConfig({ ...nowhere, MAIL_DOMAIN_LIMITS: written }, []).mail.domains;
  expect(domains('')).toEqual({});
  expect(domains(' Example.com=2 example.net=4,100/60s  *=8 slow.example=5/1s')).toEqual({
    'example.com': { connections: 2 },
    'example.net': { connections: 4, messages: 100, perMs: 60_000 },
    '*': { connections: 8 },
    'slow.example': { messages: 5, perMs: 1_000 },
  });
  for (const written of [
    'example.com',
    'example.com=',
    'example.com=0',
    'a=1/0s',
    'a=1/2',
    'a=2b',
    'a=1,b=2',
    'a=1b=2',
  ])
    expect([written, ...faults({ MAIL_DOMAIN_LIMITS: written })]).toEqual([
      written,
      expect.stringContaining('MAIL_DOMAIN_LIMITS must be domains'),
    ]);
  expect(faults({ MAIL_CONNECTIONS: '101' })).toEqual([
    'MAIL_CONNECTIONS must be a number of connections from 1 to 100.',
  ]);
});

test('what groups of an identity provider stand for is read, and refused where it says nothing or two things', () => {
  const groups = (written: string) => [...readConfig({ ...nowhere, TOCSIN_SCIM_GROUPS: written }, []).scimGroups];
  expect(groups('')).toEqual([]);
  expect(groups(' Security Response = role: response;All Support=department:Support: 2nd = line ; ')).toEqual([
    ['security response', { role: 'response' }],
    ['all support', { department: 'Support: 2nd = line' }],
  ]);
  for (const written of [
    ...['Support', 'Support=', '=role:response', 'Support=team:a', 'Support=role:', 'Support=department: '],
    ...['Support=role:two words', 'Support=role:a=b', 'Support=role:a; SUPPORT=role:b'],
  ])
    expect([written, ...faults({ TOCSIN_SCIM_GROUPS: written })]).toEqual([
      written,
      expect.stringContaining('TOCSIN_SCIM_GROUPS must be such as Security Response=role:response'),
    ]);
});
