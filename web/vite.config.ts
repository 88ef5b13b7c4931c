import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { apiInDevelopment, platformInDevelopment } from './dev-api.ts';

/**
 * What every page is run by, in one file: else it comes in ten more, each a question to the server. The files by which SvelteKit
 * begins stay their own, as it looks for them. Texts of pages stay with their pages: in larger groups they come to readers of others.
 */
const ofEveryPage = {
  name: 'every-page',
  test: /\/node_modules\/(svelte|esm-env|clsx|devalue|@sveltejs\/kit(?!.*\/client\/(entry|client-entry|payload)\.js$))\/|\/paraglide\/(runtime|registry)\.js$/,
};

export default defineConfig({
  // Phones with Android 8 stopped at about this Chrome; tests/web/old-phones.test.ts reads the built files.
  build: { target: 'chrome90', cssTarget: 'chrome90' },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [ofEveryPage] } } } } } },
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
