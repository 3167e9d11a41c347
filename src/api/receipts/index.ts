export { readReceipt, type Receipt } from './read';
export type { Written } from './written';
