import { join } from 'node:path';
import type { Regime } from '../domain/regimes/regime';
import { readRegime } from '../rules/regime';
import { namedFiles } from './named-files';

export const SHIPPED_REGIMES = join(__dirname, '..', '..', 'regimes');

export const regimeFiles = namedFiles<Regime>({
  ...{ what: 'regime', shipped: SHIPPED_REGIMES, setting: 'TOCSIN_REGIMES' },
  parse: readRegime,
});
