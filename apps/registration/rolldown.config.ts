import { bundleServer } from '@freehold/rolldown';

export default bundleServer(import.meta.dirname);
