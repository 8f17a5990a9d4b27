/** `npm run test:playground`: asked for, not in CI, as npx fetches the Playground. */
module.exports = {
  ...require('../../jest.base'),
  testMatch: ['<rootDir>/test/playground/**/*.test.ts'],
  testTimeout: 600_000,
};
