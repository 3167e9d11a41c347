import type { z } from 'zod';
import type { figures } from '../../../contract/programme/figures';

export type Figures = z.infer<typeof figures>;
