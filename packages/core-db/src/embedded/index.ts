export { type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from './start.ts';
export { EmbeddedError } from './errors.ts';
