/**
 * `npm run mutants`: faults put into the code one at a time; what no test notices is worth a test, or a word. Asked for, not in CI.
 * A layer is tried against the tests that are about it alone: loading the whole bot for each fault would take a night.
 */
import { createRequire } from 'node:module';

const base = createRequire(import.meta.url)('../../jest.base.js');

/** @param {string[]} mutate sources; @param {string[]} tests files, below test/ */
export const layer = (mutate, tests) => ({
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    config: {
      ...base,
      rootDir: undefined, // the sandbox's
      globals: { RELAIS_DATABASE: 'embedded' },
      testMatch: tests.map((file) => `<rootDir>/test/${file}`),
      testTimeout: 20_000,
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  mutate,
  ignoreStatic: true, // a table that is read once at load would cost every test each time
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  tempDirName: '.stryker-tmp',
});
