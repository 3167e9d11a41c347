import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { escapeHtml } from '../../primitives/html';

/** True for browsers, which ask for HTML first; every other client gets JSON. */
export function prefersPage(request: Request, response: Response): boolean {
  response.vary('Accept');
  return request.accepts(['application/json', 'text/html']) === 'text/html';
}

/** @param formsTo where forms may be sent (CSP `form-action`) */
export function sendPage(response: Response, page: string, formsTo = "'none'"): void {
  response.set(
    'Content-Security-Policy',
    `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action ${formsTo}; frame-ancestors 'none'`,
  );
  response.type('html').send(page);
}

/** A mail as its reader sees it: with the style that it carries, and nothing from elsewhere. */
export function sendLetter(
  response: Response,
  type: string,
  letter: { subject: string; text: string; html: string },
): void {
  response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; sandbox");
  response.type(type).send(type === 'text/html' ? letter.html : `Subject: ${letter.subject}\n\n${letter.text}`);
}

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
td:first-child{overflow-wrap:normal}
details{border:1px solid #8886;border-radius:6px;margin:.4rem 0;padding:.4rem .8rem}
summary{cursor:pointer}
pre{overflow:auto;background:#8882;padding:.6rem;border-radius:6px}
table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0}
`;
const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;

export function html(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;
}
