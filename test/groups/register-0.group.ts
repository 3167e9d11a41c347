import { together } from '../support/together';

together(['register', 'activities'], { part: 0, of: 2 });
