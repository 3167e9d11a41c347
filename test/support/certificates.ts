import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  cert: string;
  key: string;
}

/** A certificate authority for one test. Negative `days` issue an expired certificate. */
export class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-certificates-'));
  readonly own = this.selfSigned('authority');

  issue(host: string, days = 1): Certificate {
    this.openssl(['req', '-newkey', ...KEY, '-keyout', 'host.key', '-out', 'host.csr', ...subjectOf(host)]);
    const signed = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-days', String(days)];
    this.openssl(['x509', '-req', '-in', 'host.csr', ...signed, '-copy_extensions', 'copy', '-out', 'host.pem']);
    return this.read('host');
  }

  selfSigned(host: string): Certificate {
    const files = ['-keyout', `${host}.key`, '-out', `${host}.pem`];
    this.openssl(['req', '-x509', '-newkey', ...KEY, ...files, '-days', '1', ...subjectOf(host)]);
    return this.read(host);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private read(name: string): Certificate {
    const text = (ending: string) => readFileSync(join(this.folder, `${name}.${ending}`), 'utf8');
    return { cert: text('pem'), key: text('key') };
  }

  private openssl(args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'pipe' });
  }
}

const KEY = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

function subjectOf(host: string): string[] {
  return ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
}
