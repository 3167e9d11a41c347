export { openPortal, type PortalDeps } from './routes';
