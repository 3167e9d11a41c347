import { sha256 } from './hash';

/** 80 bits, in groups that can be read out: whoever has it may ask after the report. */
export function referenceOf(once: string): string {
  const digits = sha256(once).slice(0, 20).toUpperCase();
  return (digits.match(/.{5}/g) ?? []).join('-');
}

export function referenceIn(text: string): string | undefined {
  return /\b[\dA-F]{5}(?:-[\dA-F]{5}){3}\b/i.exec(text)?.[0].toUpperCase();
}
