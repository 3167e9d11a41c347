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
  networks?: string[];
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

/** Replaces shell variables by their defaults, as for an empty environment. */
function withDefaults(text: string): string {
  return text.replace(/(?<!\$)\$\{\w+:-([^}]*)\}/g, '$1');
}

/** A service's script as its shell gets it. */
export function scriptOf(name: string): string {
  return unescaped(services[name]?.command?.[0] ?? '');
}

export function unescaped(script: string): string {
  return script.replaceAll('$$', '$');
}
