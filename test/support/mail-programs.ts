import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program, freePorts } from './program';

/** Debian's `postfix`, `dovecot-imapd` and `dovecot-lmtpd`, run by root from folders of their own, on loopback. */
export interface MailPrograms {
  /** Takes mail from us, and hands it on to the server at `relayedTo`. */
  smtpUrl: string;
  /** Where what is sent to our own domain can be read. */
  imapUrl: string;
  /** What Postfix said of what it did. */
  log: () => string;
  stop: () => Promise<void>;
}

/** @param ourDomain mail to it is delivered to the folder, and all other mail to `relayedTo` (`[127.0.0.1]:25`). */
export async function startMailPrograms(ourDomain: string, relayedTo: string): Promise<MailPrograms> {
  if (!PROGRAMS.every((program) => existsSync(program)))
    throw new Error(`Run as root where Debian's postfix, dovecot-imapd and dovecot-lmtpd are installed.`);
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-mail-'));
  chmodSync(folder, 0o755);
  const [smtp = 0, imap = 0, lmtp = 0] = await freePorts(3);
  const log = join(folder, 'postfix.log');
  const dovecot = dovecotIn(join(folder, 'dovecot'), { imap, lmtp });
  const postfix = postfixIn(join(folder, 'postfix'), { smtp, lmtp, log, ourDomain, relayedTo });
  await dovecot.start();
  await postfix.program.start();
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp}?requireTLS=false`,
    imapUrl: `imap://bounces:folder@127.0.0.1:${imap}/INBOX`,
    log: () => readFileSync(log, 'utf8'),
    stop: async () => {
      postfix.command('stop');
      await postfix.program.kill();
      await dovecot.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const PROGRAMS = ['/usr/sbin/postfix', '/usr/sbin/dovecot'] as const;

function dovecotIn(folder: string, { imap, lmtp }: { imap: number; lmtp: number }): Program {
  const mails = join(folder, 'mails');
  mkdirSync(mails, { recursive: true });
  chownSync(mails, idOf('-u', 'nobody'), idOf('-g', 'nobody'));
  const config = join(folder, 'dovecot.conf');
  writeFileSync(
    config,
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
mail_location = maildir:${mails}/%n
first_valid_uid = 1
recipient_delimiter = +
passdb {
  driver = static
  args = password=folder
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${mails}/%n allow_all_users=yes
}
service imap-login {
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
`,
  );
  return new Program({
    ...{ name: 'Dovecot', program: PROGRAMS[1], args: ['-F', '-c', config], env: {} },
    log: join(folder, 'output.log'),
    isReady: () => answers(imap),
  });
}

interface PostfixPlace {
  smtp: number;
  lmtp: number;
  log: string;
  ourDomain: string;
  relayedTo: string;
}

function postfixIn(folder: string, { smtp, lmtp, log, ourDomain, relayedTo }: PostfixPlace) {
  for (const name of ['config', 'queue', 'data']) mkdirSync(join(folder, name), { recursive: true });
  chownSync(join(folder, 'data'), idOf('-u', 'postfix'), idOf('-g', 'postfix'));
  const config = join(folder, 'config');
  writeFileSync(
    join(config, 'main.cf'),
    `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${log}
maillog_file_prefixes = ${folder.split('/').slice(0, 2).join('/')}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.${ourDomain}
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = ${ourDomain}
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:${lmtp}
relayhost = ${relayedTo}
smtp_host_lookup = native
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
maximal_queue_lifetime = 4s
bounce_queue_lifetime = 1m
`,
  );
  writeFileSync(join(config, 'master.cf'), SERVICES.replace('SMTP', `127.0.0.1:${smtp}`));
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
  const program = new Program({
    ...{ name: 'Postfix', program: PROGRAMS[0], args: ['-c', config, 'start-fg'], env },
    log: join(folder, 'output.log'),
    isReady: () => answers(smtp),
  });
  const command = (word: string) => execFileSync(PROGRAMS[0], ['-c', config, word], { env });
  return { program, command };
}

const SERVICES = `SMTP inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;

function idOf(of: '-u' | '-g', user: string): number {
  return Number(execFileSync('id', [of, user], { encoding: 'utf8' }));
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('data', () => socket.destroy());
  });
}
