import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // State classes of pages (*.svelte.ts) are tested without a browser.
  plugins: [svelte({ configFile: false })],
  test: {
    include: ['**/*.test.ts', '**/*.spec.ts'],
    globalSetup: 'fixtures/demo-offices.ts',
    setupFiles: 'fixtures/same-examples.ts',
    // As long as a busy machine may take: what works ends as soon as it has.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
  },
});
