export { packFiles } from './pack';
export { archiveOf } from './archive';
export { verifyPack, type PackFinding } from './verify';
export { bundleFiles } from './bundle';
export { verifyBundle, type BundleFinding } from './verify-bundle';
