import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // State classes of pages (*.svelte.ts) are tested without a browser.
  plugins: [svelte({ configFile: false })],
  test: {
    include: ['**/*.test.ts', '**/*.spec.ts'],
    globalSetup: 'fixtures/demo-offices.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
