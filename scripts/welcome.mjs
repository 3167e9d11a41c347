import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { say } from './say.mjs';

/** What a person needs to know once all is up. */
export function welcome(config, { log, elapsed }) {
  const { http, databaseUrl, keysFile, mail, mailbox, uiUrl, dataFolder } = config;
  const keys = shortest(keysFile);
  say(`
Tocsin is ready (${elapsed}).

  Console        ${http.publicUrl}
  API            ${http.publicUrl}/api
  API docs       ${http.publicUrl}/api/docs
  Temporal UI    ${uiUrl}
  ${mail.sandbox ? `Mailbox        ${mailbox.url}` : 'Mailbox        none'}
  Mail goes      ${mail.sandbox ? 'to the sandbox mailbox, whomever it is addressed to' : `to ${withoutPassword(mail.smtpUrl)}, and from there to real people`}
  Keys           ${keys}
  Register       ${databaseUrl ? `PostgreSQL at ${withoutPassword(databaseUrl)}` : `embedded, in ${shortest(dataFolder)}: for trial only, production wants DATABASE_URL`}
  Log            ${shortest(log)}

Open the console, and sign in with a key of that file, such as the one of "lead". Or by HTTP:
  KEY=$(node -p 'JSON.parse(fs.readFileSync("${keys}")).lead')
  curl -s ${http.publicUrl}/api/incidents -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"channel":"staff","seen":"A list went to the wrong company."}'
  curl -s ${http.publicUrl}/api/incidents -H "Authorization: Bearer $KEY"

Ctrl-C stops it.`);
  const { tlsPolicy } = createRequire(import.meta.url)('../lib/activities/channels/tls.js');
  for (const warning of tlsPolicy(mail.smtpUrl).warnings) say(`\nWarning: ${warning}`);
}

function shortest(path) {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : `./${near}`;
}

function withoutPassword(url) {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
