import { together } from '../support/together';

together(['register', 'activities'], { part: 1, of: 2 });
