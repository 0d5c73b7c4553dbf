import { defineConfig } from 'rolldown';

/** One file that runs on a bare Node; only what carries native code stays outside. */
export default defineConfig({
  input: 'src/server.ts',
  platform: 'node',
  external: [/^@node-rs\//, /\.node$/, 'pg-native', 'pg-cloudflare'],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: 'server.js',
    codeSplitting: false,
    sourcemap: true,
  },
});
