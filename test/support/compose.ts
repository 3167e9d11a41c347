import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface Service {
  image: string;
  build?: string;
  user?: string;
  command?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  ports?: string[];
  profiles?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  cap_drop?: string[];
  mem_limit?: string;
  restart?: string;
  stop_grace_period?: string;
  healthcheck?: { test: string[] };
}

interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, null>;
}

export const composeText = readFileSync(join(__dirname, '..', '..', 'docker-compose.yml'), 'utf8');
export const { services, secrets, volumes } = parse(withDefaults(composeText), { merge: true }) as Compose;

/** What stands for a variable of the shell that nobody set. */
function withDefaults(text: string): string {
  return text.replace(/(?<!\$)\$\{\w+:-([^}]*)\}/g, '$1');
}

/** The script of a service as its shell gets it. */
export function scriptOf(name: string): string {
  return unescaped(services[name]?.command?.[0] ?? '');
}

export function unescaped(script: string): string {
  return script.replaceAll('$$', '$');
}
