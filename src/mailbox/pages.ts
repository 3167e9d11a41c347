import type { Express, Request, Response } from 'express';
import express from 'express';
import type { Email } from 'postal-mime';
import PostalMime from 'postal-mime';
import { sendProblem } from '../web/plain-problem';
import { strangerIn } from '../web/stranger';
import type { Mail, MailStore } from './store';
import { escapeHtml } from '../primitives/html';

const shown = 200;

/** `/` and `/mails/{id}` for people, `/api/mails` for programs. */
export function pages(store: MailStore, hosts: readonly string[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    const stranger = strangerIn(request, { hosts, origins: [] });
    if (stranger) sendProblem(response, stranger.code, stranger.why);
    else next();
  });
  app.use((_request, response, next) => {
    response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'");
    response.set('X-Content-Type-Options', 'nosniff');
    next();
  });
  app.get('/healthz', (_request, response) => {
    response.type('text').send('ok');
  });
  app.get('/', (request, response) => {
    response.send(listPage(store.list(filterOf(request)), Object.keys(request.query).length > 0));
  });
  app.get('/mails/:id', async (request, response) => {
    await withMail(store, request, response, async (mail) => {
      response.send(mailPage(mail, await PostalMime.parse(await store.raw(mail))));
    });
  });
  app.get('/mails/:id/raw', async (request, response) => {
    await withMail(store, request, response, async (mail) => {
      response.type('text/plain; charset=utf-8').send(await store.raw(mail));
    });
  });
  app.get('/api/mails', (request, response) => {
    response.json(store.list(filterOf(request)));
  });
  app.get('/api/mails/:id', async (request, response) => {
    await withMail(store, request, response, async (mail) => {
      const { headers, text, html, attachments } = await PostalMime.parse(await store.raw(mail));
      response.json({
        ...mail,
        headers,
        text,
        html,
        attachments: attachments.map(({ filename }) => filename),
      });
    });
  });
  app.delete('/api/mails', async (_request, response) => {
    await store.clear();
    response.sendStatus(204);
  });
  return app;
}

async function withMail(
  store: MailStore,
  request: Request,
  response: Response,
  show: (mail: Mail) => Promise<void>,
): Promise<void> {
  const mail = store.find(String(request.params['id']));
  if (mail) await show(mail);
  else response.status(404).type('text').send('No such mail.');
}

function filterOf({ query }: Request): { to?: string; subject?: string } {
  return {
    ...(typeof query['to'] === 'string' && { to: query['to'] }),
    ...(typeof query['subject'] === 'string' && { subject: query['subject'] }),
  };
}

function listPage(mails: Mail[], filtered: boolean): string {
  const rows = mails.slice(0, shown).map(
    (mail) => `<tr><td>${escapeHtml(mail.receivedAt.slice(0, 19).replace('T', ' '))}</td>
      <td>${mail.to.map((to) => `<a href="/?to=${encodeURIComponent(to)}">${escapeHtml(to)}</a>`).join(', ')}</td>
      <td><a href="/mails/${mail.id}">${escapeHtml(mail.subject || '(no subject)')}</a></td></tr>`,
  );
  const count = mails.length > shown ? `the newest ${shown} of ${mails.length}` : `${mails.length}`;
  return page(
    'Sandbox mailbox',
    `<p>Nothing here was delivered to anybody. Mails: ${count}${filtered ? ' (<a href="/">show all</a>)' : ''}.</p>
    <table><thead><tr><th>Received (UTC)</th><th>To</th><th>Subject</th></tr></thead>
    <tbody>${rows.join('')}</tbody></table>`,
  );
}

function mailPage(mail: Mail, email: Email): string {
  const html = email.html
    ? `<iframe title="The mail as HTML" sandbox srcdoc="${escapeHtml(email.html)}"></iframe>`
    : '';
  return page(
    mail.subject || '(no subject)',
    `<p><a href="/">All mails</a> · <a href="/mails/${mail.id}/raw">Raw</a></p>
    <dl><dt>Received</dt><dd>${escapeHtml(mail.receivedAt)}</dd>
    <dt>From</dt><dd>${escapeHtml(email.from?.name ?? '')} &lt;${escapeHtml(mail.from)}&gt;</dd>
    <dt>To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd></dl>
    <pre>${linked(escapeHtml(email.text ?? ''))}</pre>${html}`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style>
  <main><h1>${escapeHtml(title)}</h1>${body}</main></html>`;
}

const style = `body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}main{max-width:70rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #ccc;vertical-align:top}
pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #ccc;padding:1rem}iframe{width:100%;height:40rem;border:1px solid #ccc}
dt{font-weight:600;float:left;width:6rem}`;

function linked(html: string): string {
  return html.replace(/https?:\/\/(?:[^\s&<>"']|&amp;)*[^\s&<>"'.,;:!?)]/g, (url) => `<a href="${url}">${url}</a>`);
}
