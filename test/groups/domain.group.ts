import { together } from '../support/together';

together(['domain', 'primitives', 'contract', 'codec', 'rules']);
