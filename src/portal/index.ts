export { openPortal, type PortalDeps } from './routes';
export { openTraining } from './training/routes';
