/** What a benchmark drives the submitter with. */
export { noFaults } from './faults.ts';
export { createClaimCommands } from './submitter/claim-commands.ts';
export { createSubmitter } from './submitter/submitter.ts';
export { createWorkContexts } from './work-contexts.ts';
