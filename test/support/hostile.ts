const SCRIPTS = ['<script>alert(1)</script>', '"><script>alert(1)</script>', '</textarea><script>alert(1)</script>'];
const HANDLERS = [
  ...[
    'img src=x onerror',
    'svg onload',
    'body onload',
    'iframe onload',
    'video src=x onerror',
    'details open ontoggle',
  ],
  ...['input autofocus onfocus', 'marquee onstart', 'a href=x onclick', 'select autofocus onfocus'],
].map((tag) => `<${tag}=alert(1)>`);
const ADDRESSES = ['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', '//evil.example/x.js'];
const BREAKERS = [
  '${alert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '#{7*7}',
  '<%= 7*7 %>',
  '%3Cscript%3E',
  '\\"',
];
const FRAMES = [
  '',
  '"',
  "'",
  '`',
  '">',
  "'>",
  '</p>',
  '--></b>',
  '</style>',
  '&lt;',
  '\u202e',
  '\u200b',
  '{',
  ']]>',
  '<!--',
];
const TAILS = ['', ' x', '//', '<b>', ' -->'];

/** Strings that break a page which takes text for markup, an address, a script or a template. */
export function hostileStrings(count: number): string[] {
  const cores = [...SCRIPTS, ...HANDLERS, ...ADDRESSES, ...BREAKERS];
  const all = TAILS.flatMap((tail) => FRAMES.flatMap((frame) => cores.map((core) => `${frame}${core}${tail}`)));
  return all.slice(0, count);
}
