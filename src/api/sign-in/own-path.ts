const NOWHERE = 'http://nowhere.invalid';
const LENGTH_MAX = 500;

/** Where a browser goes after signing in: the path that was asked for if it is one of ours, else `/`. */
export function ownPath(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > LENGTH_MAX || !asked.startsWith('/')) return '/';
  const url = URL.canParse(asked, NOWHERE) ? new URL(asked, NOWHERE) : undefined;
  if (url?.origin !== NOWHERE) return '/';
  const path = `${url.pathname}${url.search}`;
  // `/.//evil.example` has this origin, and what is left of it after the dot is an address elsewhere.
  return path.startsWith('//') ? '/' : path;
}
