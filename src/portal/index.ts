export { openPortal, type PortalDeps } from './routes';
export { openTraining } from './training/routes';
export { openReportForm, type ReportForms } from './report/routes';
export { openContacts } from './contacts/routes';
