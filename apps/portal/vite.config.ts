import tailwindcss from '@tailwindcss/vite';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const port = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const api = `http://127.0.0.1:${port('API_PORT', 4000)}`;
const registration = `http://127.0.0.1:${port('REGISTRATION_PORT', 4001)}`;

export default defineConfig({
  plugins: [tanstackRouter({ target: 'react', autoCodeSplitting: true }), react(), tailwindcss()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'baseline-widely-available',
    // Small files would become data: addresses, which the content policy refuses for scripts and fonts.
    assetsInlineLimit: 0,
  },
  server: {
    port: port('PORTAL_PORT', 3001),
    strictPort: true,
    proxy: {
      '/registration/trpc': {
        target: registration,
        rewrite: (path) => path.replace(/^\/registration/u, ''),
      },
      '/trpc': { target: api },
    },
  },
});
