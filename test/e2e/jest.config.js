module.exports = {
  ...require('../../jest.base'),
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testTimeout: 600_000,
};
