import { together } from '../support/together';

together(['api'], { part: 0, of: 2 });
