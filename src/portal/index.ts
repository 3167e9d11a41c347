export { openPortal, type PortalDeps } from './routes';
export { openTraining } from './training/routes';
export { openContacts } from './contacts/routes';
