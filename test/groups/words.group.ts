import { together } from '../support/together';

together(['primitives', 'contract', 'codec', 'rules', 'texts', 'web']);
