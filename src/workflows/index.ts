export { check } from './check';
export { incident } from './incident';
export { notice } from './notice';
