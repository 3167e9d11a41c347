import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { escapeHtml } from '../../primitives/html';
import { WORDS, type Language } from './words';

/** A page of ours for people, without a script, whose forms go to us alone. */
export function sendPageIn(language: Language, response: Response, title: string, body: string): void {
  response.set({
    'Content-Security-Policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    'Content-Language': language,
  });
  response.type('html').send(
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
<header>${BELL}<div><p class="name">Tocsin</p><p class="tagline">${escapeHtml(WORDS[language].tagline)}</p></div></header>
<main>${body}</main></body></html>`,
  );
}

const BELL = `<svg viewBox="0 0 32 32" width="44" height="44" aria-hidden="true" fill="currentColor"><path d="M16 3a2 2 0 0 0-2 2v.9C9.9 6.8 7.3 10.3 7.3 14.600c0 5-1.2 6.9-2.7 8.3-.8.8-.3 2.1.8 2.100h21.200c1.1 0 1.6-1.3.8-2.1-1.5-1.4-2.7-3.3-2.7-8.3 0-4.3-2.6-7.8-6.7-8.700V5a2 2 0 0 0-2-2zM12.6 27a3.5 3.5 0 0 0 6.8 0z"/></svg>`;

const STYLE = `
:root{--ground:#f5f6f8;--card:#fff;--ink:#171a21;--soft:#5a6272;--line:#d8dce4;--field:#8b93a3;--accent:#1f4fbf;--on-accent:#fff;--accent-deep:#183f99;--bad:#a3161f;--bad-ground:#fdeeee;--good:#0e5f3a;--good-ground:#e9f6ef;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
@media (prefers-color-scheme:dark){:root{--ground:#0f1217;--card:#181c24;--ink:#e9ecf2;--soft:#a3abba;--line:#2c323e;--field:#6b7485;--accent:#8db4ff;--on-accent:#0c1730;--accent-deep:#b3ccff;--bad:#ffb3b3;--bad-ground:#3a1a1d;--good:#9be0bd;--good-ground:#14301f}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);min-height:100vh;padding:clamp(1.25rem,6vh,5rem) 1rem 2rem;overflow-wrap:break-word}
header,main{max-width:25rem;margin:0 auto}
header{display:flex;align-items:center;gap:.9rem;margin-bottom:1.25rem;padding:0 .25rem}
header svg{flex:none;color:var(--accent)}
p,h1,h2,ul{margin:0}
.name{font-size:1.375rem;font-weight:700;line-height:1.2}
.tagline{color:var(--soft);font-size:.875rem;line-height:1.35}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.375rem 1.25rem;display:grid;gap:1rem}
h1{font-size:1.25rem;line-height:1.3}
h2{font-size:.8125rem;font-weight:600;color:var(--soft)}
form{display:grid;gap:.75rem}
label{display:grid;gap:.375rem;font-weight:600}
.hint,.soft{color:var(--soft);font-size:.875rem;font-weight:400}
input{font:inherit;width:100%;min-height:3rem;padding:.5rem .875rem;color:inherit;background:var(--ground);border:1px solid var(--field);border-radius:10px}
.button{font:inherit;font-weight:600;width:100%;min-height:3rem;padding:.625rem 1rem;border:1px solid transparent;border-radius:10px;background:var(--accent);color:var(--on-accent);cursor:pointer;text-align:center;text-decoration:none;display:grid;place-items:center}
.button:hover{background:var(--accent-deep)}
.second{background:transparent;color:var(--ink);border-color:var(--field)}
.second:hover{background:var(--ground)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.or{display:flex;align-items:center;gap:.75rem;color:var(--soft);font-size:.875rem}
.or::before,.or::after{content:"";flex:1;border-top:1px solid var(--line)}
.secret{padding:.75rem .875rem;border:1px dashed var(--field);border-radius:10px;background:var(--ground);overflow-wrap:anywhere;-webkit-user-select:all;user-select:all}
.said{padding:.75rem .875rem;border-radius:10px;background:var(--good-ground);color:var(--good)}
.fault{background:var(--bad-ground);color:var(--bad)}
.person{font-size:1.25rem;font-weight:700;line-height:1.3}
.chips{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.375rem}
.chips li{border:1px solid var(--line);border-radius:99px;padding:.125rem .75rem;font-size:.875rem;background:var(--ground)}
.group{display:grid;gap:.375rem}
.links{list-style:none;padding:0;display:grid}
.links li+li{border-top:1px solid var(--line)}
.links a{display:grid;padding:.625rem 0;min-height:3rem;align-content:center;color:var(--accent);font-weight:600;text-decoration:none;border-radius:6px}
.links a:hover{text-decoration:underline}
.foot{margin-top:1rem;display:flex;flex-wrap:wrap;gap:0 1.25rem;justify-content:center;font-size:.875rem}
.foot a{color:var(--soft);padding:.5rem .25rem}
details{margin:-.25rem 0 .625rem}
summary{cursor:pointer;color:var(--soft);font-size:.875rem;padding:.375rem 0}
`;
const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
