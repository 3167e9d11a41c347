export { readReceipt, type Receipt } from './read';
