import type { z } from 'zod';
import type { figures } from '../../../contract/figures';

export type Figures = z.infer<typeof figures>;
