import { together } from '../support/together';

together(['api'], { part: 1, of: 2 });
