import { together } from '../support/together';

together(['domain']);
