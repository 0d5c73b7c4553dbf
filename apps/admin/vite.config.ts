import tailwindcss from '@tailwindcss/vite';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const portOf = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const localhost = (port: number) => `http://127.0.0.1:${port}`;

export default defineConfig({
  plugins: [tanstackRouter({ target: 'react', autoCodeSplitting: true }), react(), tailwindcss()],
  build: {
    // The content policy allows no data: fonts, and light-dark() must reach the browser as it is.
    assetsInlineLimit: 0,
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    target: 'es2022',
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    port: portOf('ADMIN_PORT', 3000),
    strictPort: true,
    proxy: {
      '/files': { target: localhost(portOf('API_PORT', 4000)), xfwd: true },
      '/trpc': { target: localhost(portOf('API_PORT', 4000)), xfwd: true },
      '/registration/trpc': {
        target: localhost(portOf('REGISTRATION_PORT', 4001)),
        xfwd: true,
        rewrite: (path) => path.replace(/^\/registration/u, ''),
      },
    },
  },
});
