/**
 * What a log may have of a fault: its kind, and where in the code it was. Its message may quote what people wrote, and names and
 * addresses with it; where it comes from an effect, the message is in the incident's history, encrypted.
 */
export function kindOf(fault: unknown): { kind: string; code?: string; at?: string[] } {
  if (!(fault instanceof Error)) return { kind: typeof fault };
  const code =
    'code' in fault && typeof fault.code === 'string' && /^[\w-]{1,40}$/.test(fault.code) ? fault.code : undefined;
  const at = (fault.stack ?? '').split('\n').flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  return { kind: fault.name, ...(code !== undefined && { code }), ...(at.length > 0 && { at: at.slice(0, FRAMES) }) };
}

const FRAMES = 8;
const FRAME = /^ {4}at ([^:]*(?:node:)?[^:]*:\d+:\d+\)?)$/;
