export { incident } from './incident';
export { notice } from './notice';
