import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerisRecord } from '../../src/domain/exports/past';

/** Made up, in the shape of public records: what differs between them is what a record may have. */
const MADE_UP: VerisRecord[] = [
  record('post', 2021, 'Confirmed', {
    actor: { internal: { variety: ['Unknown'], motive: ['NA'] } },
    action: { error: { variety: ['Misdelivery'], vector: ['Carelessness'] } },
    attribute: {
      confidentiality: { data_disclosure: 'Yes', data_total: 210, data: [{ variety: 'Personal', amount: 210 }] },
    },
    plus: {
      analysis_status: 'Reviewed',
      event_chain: [{ action: 'err', actor: 'int', asset: 'med', attribute: 'cp' }],
    },
    victim: {
      country: ['FR'],
      government: ['NA'],
      employee_count: '101 to 1000',
      industry: '541512',
      region: ['150155'],
    },
  }),
  record('ransom', 2022, 'Confirmed', {
    actor: {
      external: { variety: ['Organized crime'], motive: ['Financial'], country: ['Unknown'], region: ['000000'] },
    },
    action: {
      hacking: { variety: ['Exploit vuln', 'MitM'], vector: ['Web application'] },
      malware: { variety: ['Ransomware'], vector: ['Direct install'], name: 'Invented' },
    },
    attribute: { availability: { variety: ['Obscuration'] }, integrity: { variety: ['Software installation'] } },
    impact: { overall_rating: 'Distracting' },
    targeted: 'Opportunistic',
    timeline: { incident: { year: 2022, month: 3, day: 9 }, discovery: { unit: 'Hours', value: 4 } },
  }),
  record('disk', 2020, 'Confirmed', {
    actor: { internal: { variety: ['Unknown'], motive: ['NA'] } },
    action: { error: { variety: ['Loss'], vector: ['Carelessness'] } },
    asset: { assets: [{ variety: 'M - Disk drive', amount: 2 }], cloud: ['NA'], total_amount: 2 },
    attribute: { confidentiality: { data_disclosure: 'Potentially', state: ['Stored unencrypted'] } },
  }),
  record('bucket', 2019, 'Suspected', {
    actor: { internal: { variety: ['System admin'], motive: ['NA'] } },
    action: { error: { variety: ['Misconfiguration'], vector: ['Carelessness'] } },
    discovery_method: { external: { variety: ['Security researcher'] } },
    confidence: 'High',
  }),
  record('partner', 2018, 'Near miss', {
    actor: { partner: { country: ['Unknown'], motive: ['NA'], industry: '000', region: ['000000'] } },
    action: { error: { variety: ['Misconfiguration'], vector: ['Unknown'] } },
    discovery_method: { unknown: true },
    schema_version: '1.4.0',
  }),
  record('guard', 2018, 'False positive', {
    actor: { internal: { variety: ['Guard'], motive: ['Fun'] } },
    action: { misuse: { variety: ['Data mishandling', 'Knowledge abuse'], vector: ['Physical access'] } },
    attribute: { confidentiality: { data_disclosure: 'No' } },
    schema_version: '1.4.1',
  }),
];

function record(
  id: string,
  year: number,
  certainty: VerisRecord['security_incident'],
  rest: Partial<VerisRecord> & Pick<VerisRecord, 'actor' | 'action'> & Record<string, unknown>,
): VerisRecord {
  return {
    ...{ schema_version: '1.3.7', source_id: 'made-up', incident_id: id, security_incident: certainty },
    ...{ summary: `Made up: ${id}.`, timeline: { incident: { year } } },
    asset: { assets: [{ variety: 'S - Mail' }], cloud: ['Unknown'] },
    discovery_method: { internal: { variety: ['Reported by employee'] } },
    ...rest,
  };
}

/** Those of the folder that `VERIS_RECORDS` names, where it does: public ones may not be kept here, by their licence. */
export function verisRecords(): VerisRecord[] {
  const folder = process.env['VERIS_RECORDS'] ?? '';
  if (!existsSync(folder)) return MADE_UP;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as VerisRecord);
}
