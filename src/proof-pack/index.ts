export { packFiles } from './pack';
export { archiveOf } from './archive';
export { verifyPack } from './verify';
export { bundleFiles } from './bundle';
export { verifyBundle } from './verify-bundle';
