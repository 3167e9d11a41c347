declare module 'xliff' {
  interface Unit {
    source?: unknown;
    target?: unknown;
  }
  export interface Xliff {
    sourceLanguage?: string;
    targetLanguage?: string;
    resources?: Record<string, Record<string, Unit>>;
  }
  export function xliff2js(xml: string): Promise<Xliff>;
  export function js2xliff(content: Xliff, options: { targetXliffVersion: '2.0' }): Promise<string>;
}
