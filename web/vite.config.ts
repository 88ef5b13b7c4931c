import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { apiInDevelopment, platformInDevelopment } from './dev-api.ts';

export default defineConfig({
  // Phones with Android 8 stopped at about this Chrome; tests/web/old-phones.test.ts reads the built files.
  build: { target: 'chrome90', cssTarget: 'chrome90' },
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['custom-reader', 'cookie', 'baseLocale'],
      isServer: 'import.meta.env.SSR',
      emitTsDeclarations: false,
    }),
    apiInDevelopment(),
    sveltekit({
      adapter: { ...adapter({ precompress: true }), emulate: platformInDevelopment },
      // A page brings what it is drawn with: on a slow line each file would cost a round trip before the first view.
      inlineStyleThreshold: 50_000,
      serviceWorker: { register: false },
      csp: {
        // Not nonces, which would make every answer another one: pages are kept, and asked for again by their ETag.
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:', 'https:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
});
