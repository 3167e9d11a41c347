/** In the order in which they must be looked for: most browsers also name others. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];
const OTHER_MAX = 60;

/** Enough for a person to tell their browsers apart: `Firefox, Android`; other programs as they name themselves, cut short. */
export function userAgentOf(header = ''): string {
  const named = (known: typeof BROWSERS) => known.find(([pattern]) => pattern.test(header))?.[1];
  const browser = named(BROWSERS);
  const other = header.replace(/[^\x20-\x7e]/g, '').slice(0, OTHER_MAX);
  if (!browser) return other || 'unknown';
  return [browser, named(SYSTEMS)].filter((part) => part !== undefined).join(', ');
}
