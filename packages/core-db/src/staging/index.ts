export { MirrorError, mirrorStaging } from './mirror.ts';
