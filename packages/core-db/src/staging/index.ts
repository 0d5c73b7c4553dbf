export { MIRROR_BATCH_SIZE, MirrorError, mirrorStaging } from './mirror.ts';
export type { MirrorOptions, MirrorProgress } from './mirror.ts';
