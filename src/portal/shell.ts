import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { escapeHtml } from '../primitives/html';
import type { Language } from '../texts/page';

/** A page for whoever has the link: nothing of it is kept, followed, framed or sent on, and no script runs in it. */
export function sendPortalPage(response: Response, language: Language, title: string, main: string): void {
  response.set({
    'Content-Security-Policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    'Content-Language': language,
  });
  response.type('html').send(
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>${main}</main></body></html>`,
  );
}

const STYLE = `
:root{--ground:#f5f6f8;--card:#fff;--ink:#171a21;--soft:#5a6272;--line:#d8dce4;--field:#8b93a3;--accent:#1f4fbf;--on-accent:#fff;--bad:#a3161f;--bad-ground:#fdeeee;--good:#0e5f3a;--good-ground:#e9f6ef;font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
@media (prefers-color-scheme:dark){:root{--ground:#0f1217;--card:#181c24;--ink:#e9ecf2;--soft:#a3abba;--line:#2c323e;--field:#6b7485;--accent:#8db4ff;--on-accent:#0c1730;--bad:#ffb3b3;--bad-ground:#3a1a1d;--good:#9be0bd;--good-ground:#14301f}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);padding:1rem;overflow-wrap:anywhere}
main{max-width:42rem;margin:0 auto;display:grid;gap:1rem}
h1{font-size:1.35rem;line-height:1.3;margin:0}
h2{font-size:1.05rem;margin:0}
p{margin:0}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1rem;display:grid;gap:.75rem}
pre{font:inherit;white-space:pre-wrap;margin:0}
.soft{color:var(--soft);font-size:.9rem}
form{display:grid;gap:.75rem}
label{display:grid;gap:.375rem;font-weight:600}
label.tick{display:flex;gap:.75rem;align-items:flex-start;font-weight:400}
input[type=checkbox],input[type=radio]{width:1.5rem;height:1.5rem;flex:none;margin:.1rem 0}
input[type=text],textarea{font:inherit;font-weight:400;width:100%;min-height:3rem;padding:.5rem .875rem;color:inherit;background:var(--ground);border:1px solid var(--field);border-radius:10px}
textarea{min-height:8rem}
button{font:inherit;font-weight:600;min-height:3rem;padding:.625rem 1rem;border:1px solid transparent;border-radius:10px;background:var(--accent);color:var(--on-accent);cursor:pointer}
.second button{background:transparent;color:var(--ink);border-color:var(--field)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.said{padding:.75rem .875rem;border-radius:10px;background:var(--good-ground);color:var(--good)}
.fault{background:var(--bad-ground);color:var(--bad)}
a{color:var(--accent)}
fieldset{border:0;margin:0;padding:0;display:grid;gap:.75rem;min-width:0}
legend{font-weight:600;padding:0;margin-bottom:.5rem}
ul,ol{margin:0;padding-left:1.25rem;display:grid;gap:.5rem}
h3{font-size:1rem;margin:0}
nav{display:grid;gap:.75rem}
a.button{display:block;text-align:center;text-decoration:none;font-weight:600;min-height:3rem;padding:.75rem 1rem;border-radius:10px;background:var(--accent);color:var(--on-accent)}
summary{cursor:pointer;padding:.375rem 0;font-weight:600}
details form{margin-top:.75rem}
`;
const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
