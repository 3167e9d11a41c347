import { join } from 'node:path';
import type { Playbook } from '../domain/tasks/state';
import { readPlaybook } from '../rules/playbook';
import { namedFiles } from './named-files';

export const SHIPPED_PLAYBOOKS = join(__dirname, '..', '..', 'playbooks');

export const playbookFiles = namedFiles<Playbook>({
  ...{ what: 'playbook', shipped: SHIPPED_PLAYBOOKS, setting: 'TOCSIN_PLAYBOOKS' },
  parse: readPlaybook,
});
