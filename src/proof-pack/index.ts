export { packFiles, type Sealed } from './pack';
export { archiveOf } from './archive';
export type { PackOf, PackRegister } from './files';
export { verifyPack, type PackFinding } from './verify';
export { bundleFiles, type BundleOf } from './bundle';
export { verifyBundle, type BundleFinding } from './verify-bundle';
